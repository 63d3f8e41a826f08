import type { Side } from '../../src/domain/side.ts'
import { type EventBytes, openEventBytes } from './event-bytes.ts'
import { lookAt } from './observer-looks.ts'
import type { Seen, Watch } from './watch.ts'
import type { WorldServer } from './world-server.ts'

/** A side with its pages open: its events come as they do, its mail as it is sent. */
export async function watchAsSide(world: WorldServer, side: Side): Promise<Watch> {
  const { server, negotiations, chance } = world
  const seen: Seen[] = []
  const { viewer, headers } = negotiations.main.people[side]
  const streams: EventBytes[] = []
  for (const [name, { matterId }] of Object.entries(negotiations)) {
    chance.use(`stream/${name}`)
    streams.push(await openEventBytes(`${server.url}/api/v1/matters/${matterId}/events`, headers))
  }
  let asked = 0
  return {
    seen,
    sealed: [],
    saw: (at, label, text) => {
      seen.push({ at, label, text })
    },
    async look(at, looks) {
      asked += 1
      const topic = `asked-${asked}`
      await world.signalAll(topic)
      for (const [index, stream] of streams.entries()) {
        const text = await stream.takenUntil(topic)
        if (text !== '') seen.push({ at, label: `events ${index}`, text })
      }
      for (const text of await world.takeMail(viewer.email)) seen.push({ at, label: 'mail', text })
      for (const look of looks) {
        for (const [label, text] of await lookAt(world, side, look)) seen.push({ at, label, text })
      }
    },
    close() {
      for (const stream of streams) stream.close()
    },
  }
}
