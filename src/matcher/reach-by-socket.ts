import { connect } from 'node:net'
import { readFrames } from './frames.ts'
import { type Channel, keptConnections, type Link } from './kept-connections.ts'

/** To the matcher of this host. */
export function reachBySocket(path: string): Link {
  return keptConnections(
    () =>
      new Promise<Channel>((resolve, reject) => {
        const socket = connect(path)
        const frames = readFrames(socket)
        socket.once('error', reject)
        socket.once('connect', () => resolve({ socket, frames }))
      }),
  )
}
