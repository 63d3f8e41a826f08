import { createContext, type ReactNode, useContext } from 'react'

const ReaderZone = createContext('UTC')

/** The IANA time zone in which the reader wants to see times. It comes with the page, so that both renders agree. */
export function useReaderZone(): string {
  return useContext(ReaderZone)
}

export function ReaderZoneProvider({
  timeZone,
  children,
}: {
  readonly timeZone: string
  readonly children: ReactNode
}) {
  return <ReaderZone value={timeZone}>{children}</ReaderZone>
}
