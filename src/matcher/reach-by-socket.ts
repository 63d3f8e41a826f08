import { connect, type Socket } from 'node:net'

/** A connection over which nothing has been sent. Rejects where there is none to be had. */
export type Reach = () => Promise<Socket>

/** To the matcher of this host. */
export function reachBySocket(path: string): Reach {
  return () =>
    new Promise((resolve, reject) => {
      const socket = connect(path)
      // Stays: an error on an open connection is told to whoever reads from it.
      socket.on('error', reject)
      socket.once('connect', () => resolve(socket))
    })
}
