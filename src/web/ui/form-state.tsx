import { createContext, useContext } from 'react'

export interface FormState {
  /** From the submit until the answer is on the page. */
  readonly pending: boolean
  /** Grows with each submit that came to an end, refused in the browser or answered by the server. */
  readonly attempt: number
}

export const FormStateContext = createContext<FormState>({ pending: false, attempt: 0 })

export function useFormState(): FormState {
  return useContext(FormStateContext)
}

export function useFormPending(): boolean {
  return useFormState().pending
}
