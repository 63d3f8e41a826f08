import { testPairs } from './test-pairs.ts'

// Both sides enter other numbers at the same times; what is stored and logged is compared.
testPairs('operator')
