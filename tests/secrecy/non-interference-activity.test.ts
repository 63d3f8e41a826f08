import { testPairs } from './test-pairs.ts'

// The other side enters, changes and withdraws at other times.
testPairs('activity')
