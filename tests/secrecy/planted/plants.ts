import { failuresByRow } from './failures-by-row.ts'
import { leaksToTheOperator } from './leaks-to-the-operator.ts'
import { leaksToTheOtherSide } from './leaks-to-the-other-side.ts'
import type { Plant } from './plant.ts'

export const plants: readonly Plant[] = [...leaksToTheOtherSide, ...leaksToTheOperator, ...failuresByRow]
