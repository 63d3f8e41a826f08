import { testPairs } from './test-pairs.ts'

// The other side enters other numbers at the same times.
testPairs('value')
