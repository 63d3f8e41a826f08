import type { Observe } from './observer.ts'

type Act = (...rest: never[]) => unknown

/** Every act of a live session goes by one name: which of them it was is no business of whoever looks after machines. */
const SESSION = 'sessions.act'

/** Use cases by area, each call of one observed under its area and name. */
export function observeUseCases<S extends object>(services: S, observe: Observe): S {
  const areas = Object.entries(services).map(([area, useCases]) => {
    const observed = Object.entries(useCases).map(([name, act]) => {
      const called = area === 'sessions' ? SESSION : `${area}.${name}`
      return [name, isAct(act) ? observedAs(called, act, observe) : act]
    })
    return [area, Object.fromEntries(observed)]
  })
  return Object.fromEntries(areas)
}

function observedAs(name: string, act: Act, observe: Observe): Act {
  return (...rest) => observe({ kind: 'use-case', name }, async () => act(...rest))
}

function isAct(value: unknown): value is Act {
  return typeof value === 'function'
}
