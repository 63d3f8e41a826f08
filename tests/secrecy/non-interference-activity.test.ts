import { testPairs } from './test-pairs.ts'

// The other side enters, changes and withdraws at other times. About 40 s.
testPairs('activity')
