import { useRef } from 'react'
import { formatAmountShort } from '../../../domain/money.ts'
import type { Currency } from '../../../domain/money-currencies.ts'
import { wordsOfInstant } from '../../ui/format-time.ts'
import { useReaderZone } from '../../ui/reader-zone.tsx'
import { useWidth } from '../documents/use-width.ts'
import type { HistoryStep } from './history-steps.ts'

export interface HistoryChartProps {
  readonly steps: readonly HistoryStep[]
  readonly currency: Currency
}

const HEIGHT = 240
/** Room for the labels of the lines above and of the days below, and for half a dot at either side. */
const MARGIN = { top: 28, bottom: 32, side: 8 } as const

/** The own numbers over time, as steps: a line for as long as each stood, and a gap where none did. */
export function HistoryChart({ steps, currency }: HistoryChartProps) {
  const box = useRef<HTMLDivElement>(null)
  const width = useWidth(box)
  const zone = useReaderZone()
  const [first, last] = [steps[0], steps.at(-1)]
  if (!first || !last) return null
  const amounts = steps.map(({ amountCents }) => amountCents)
  const most = amounts.reduce((a, b) => (a > b ? a : b))
  const least = amounts.reduce((a, b) => (a < b ? a : b))
  const end = Math.max(...steps.map(({ until }) => until))
  const span = Math.max(1, end - first.at)
  const x = (at: number) => MARGIN.side + ((at - first.at) / span) * Math.max(0, width - 2 * MARGIN.side)
  const y = (cents: bigint) => {
    const [top, bottom] = [MARGIN.top, HEIGHT - MARGIN.bottom]
    if (most === least) return (top + bottom) / 2
    return top + (Number(most - cents) / Number(most - least)) * (bottom - top)
  }
  const words = (cents: bigint) => formatAmountShort(cents, currency)
  const day = (at: number) => wordsOfInstant(at, zone).date
  const time = (at: number) => wordsOfInstant(at, zone).time
  const isOneDay = day(first.at) === day(end)
  const counted = steps.length === 1 ? 'one number' : `${steps.length} numbers`
  return (
    <div ref={box} className="w-full min-w-0 [contain:inline-size]">
      <svg
        role="img"
        aria-label={`Step chart of ${counted} of your side, from ${words(first.amountCents)} on ${day(first.at)} to ${words(last.amountCents)} on ${day(last.at)}. The table says the same.`}
        width={width}
        height={HEIGHT}
        className="block overflow-visible"
      >
        {[...new Set([most, least])].map((cents) => (
          <g key={cents.toString()}>
            <line
              x1={0}
              x2={width}
              y1={y(cents)}
              y2={y(cents)}
              strokeDasharray="2 5"
              className="stroke-edge"
            />
            <text x={0} y={y(cents) - 8} className="fill-muted text-xs tabular-nums">
              {words(cents)}
            </text>
          </g>
        ))}
        <path d={pathOf(steps, x, y)} fill="none" strokeWidth={2.5} className="stroke-accent" />
        {steps.map(({ entryId, at, amountCents }) => (
          <circle key={entryId} cx={x(at)} cy={y(amountCents)} r={4.5} className="fill-accent" />
        ))}
        <text x={0} y={HEIGHT - 6} className="fill-muted text-xs">
          {isOneDay ? `${day(first.at)}, ${time(first.at)}` : day(first.at)}
        </text>
        <text x={width} y={HEIGHT - 6} textAnchor="end" className="fill-muted text-xs">
          {isOneDay ? time(end) : day(end)}
        </text>
      </svg>
    </div>
  )
}

/** From one number straight to the next that took its place; a new start after a gap. */
function pathOf(
  steps: readonly HistoryStep[],
  x: (at: number) => number,
  y: (cents: bigint) => number,
): string {
  return steps
    .map(({ at, until, amountCents }, index) => {
      const isJoined = steps[index - 1]?.end === 'replaced'
      return `${isJoined ? 'L' : 'M'} ${x(at)} ${y(amountCents)} H ${x(until)}`
    })
    .join(' ')
}
