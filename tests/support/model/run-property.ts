import fc from 'fast-check'

/** Checks a property on that many generated sessions, and says how many they were and from which seed. */
export function holdsFor<T>(
  sessions: number,
  arbitrary: fc.Arbitrary<T>,
  check: (value: T) => void,
  seed?: number,
): void {
  const details = fc.check(fc.property(arbitrary, check), {
    numRuns: sessions,
    ...(seed === undefined ? {} : { seed }),
  })
  if (details.failed) throw new Error(fc.defaultReportMessage(details), { cause: details.errorInstance })
  console.info(`${details.numRuns} generated sessions, seed ${details.seed}`)
}
