import { createContext } from 'react'

/**
 * The nonce of the response's content security policy while the server renders. The browser gets it from the header
 * alone: what it renders afterwards adds no inline styles or scripts.
 */
export const NonceContext = createContext<string | undefined>(undefined)
