/**
 * Two hatched ranges, drawn as an engraver would: where the strokes of both lie over each other is where a deal can be.
 * There are no figures in it, because neither side ever sees the other's.
 */
export function RangeFigure() {
  return (
    <svg
      viewBox="0 0 400 338"
      role="img"
      aria-labelledby="range-figure-title range-figure-text"
      className="block h-auto w-full text-accent"
    >
      <title id="range-figure-title">How two sealed numbers meet</title>
      <desc id="range-figure-text">
        On a scale of money, the defendant’s range runs from the left up to the most it pays; the plaintiff’s
        range runs from the right down to the least it accepts. Both ends are sealed. Where the two ranges
        overlap, the deal number is drawn.
      </desc>
      <defs>
        <Hatch id="hatch-offer" angle={45} />
        <Hatch id="hatch-demand" angle={-45} />
      </defs>

      <Label x={12} anchor="start" y={34} title="Defendant’s offer" text="the most it pays" />
      <Label x={388} anchor="end" y={209} title="Plaintiff’s demand" text="the least it accepts" />

      <Range x={12} y={84} width={240} fill="url(#hatch-offer)" />
      <Range x={148} y={112} width={240} fill="url(#hatch-demand)" />
      <rect x={148} y={112} width={104} height={36} className="fill-accent" opacity={0.14} />

      <path d="M252 72v88" stroke="currentColor" strokeWidth={2} />
      <path d="M148 100v88" stroke="currentColor" strokeWidth={2} />
      <Seal x={252} y={72} />
      <Seal x={148} y={188} />

      <path
        d="M206 130v120"
        stroke="currentColor"
        strokeWidth={2}
        strokeDasharray="2 4"
        strokeLinecap="round"
      />
      <circle cx={206} cy={130} r={5.5} className="fill-surface" stroke="currentColor" strokeWidth={2.5} />

      <Ruler y={254} />
      <path d="m206 246 8 8-8 8-8-8z" className="fill-accent" />

      <text x={206} y={301} textAnchor="middle" className="fill-ink font-serif font-semibold" fontSize={19}>
        The deal number
      </text>
      <text x={206} y={323} textAnchor="middle" className="fill-muted" fontSize={15}>
        drawn from where the two overlap
      </text>
    </svg>
  )
}

function Hatch({ id, angle }: { readonly id: string; readonly angle: number }) {
  return (
    <pattern id={id} width={6} height={6} patternUnits="userSpaceOnUse" patternTransform={`rotate(${angle})`}>
      <path d="M0 0v6" stroke="currentColor" strokeWidth={1.6} opacity={0.75} />
    </pattern>
  )
}

interface LabelProps {
  readonly x: number
  readonly y: number
  readonly anchor: 'start' | 'end'
  readonly title: string
  readonly text: string
}

function Label({ x, y, anchor, title, text }: LabelProps) {
  return (
    <>
      <text x={x} y={y - 8} textAnchor={anchor} className="fill-ink font-serif font-semibold" fontSize={18}>
        {title}
      </text>
      <text x={x} y={y + 13} textAnchor={anchor} className="fill-muted" fontSize={15}>
        {text}
      </text>
    </>
  )
}

interface RangeProps {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly fill: string
}

function Range({ x, y, width, fill }: RangeProps) {
  return <rect x={x} y={y} width={width} height={64} fill={fill} stroke="currentColor" strokeOpacity={0.35} />
}

/** A lock on a disc: the number at this end is sealed. */
function Seal({ x, y }: { readonly x: number; readonly y: number }) {
  return (
    <g transform={`translate(${x} ${y})`}>
      <circle r={17} className="fill-surface" />
      <circle r={14.5} className="fill-accent" />
      <rect x={-5.5} y={-1.5} width={11} height={8.5} rx={1.8} className="fill-on-accent" />
      <path
        d="M-3.4-1.5v-2.6a3.4 3.4 0 0 1 6.8 0v2.6"
        fill="none"
        className="stroke-on-accent"
        strokeWidth={1.8}
      />
    </g>
  )
}

const tickGap = 8

function Ruler({ y }: { readonly y: number }) {
  const ticks = Array.from({ length: 48 }, (_, tick) => {
    const length = tick % 5 === 0 ? 11 : 6
    return `M${12 + tick * tickGap} ${y}v${length}`
  })
  return (
    <g className="stroke-edge" strokeWidth={1}>
      <path d={`M12 ${y}h376`} />
      <path d={ticks.join('')} opacity={0.8} />
    </g>
  )
}
