import { type ReactNode, useEffect, useRef, useState } from 'react'
import {
  type FetcherWithComponents,
  Form as RouterForm,
  type FormProps as RouterFormProps,
  useNavigation,
} from 'react-router'
import { cx } from './class-names.ts'
import { FormStateContext } from './form-state.tsx'

export interface FormProps extends Omit<RouterFormProps, 'children'> {
  /** Submit through a fetcher, staying on the page, instead of through a navigation. */
  readonly fetcher?: FetcherWithComponents<unknown>
  readonly children: ReactNode
}

/**
 * A form that works without script, is sent once however often it is submitted, and tells the buttons and the error
 * summary inside it how far it is. Spread Conform's `getFormProps(form)` onto it to have it validated first.
 */
export function Form({ fetcher, method = 'post', className, onSubmit, children, ...rest }: FormProps) {
  const navigation = useNavigation()
  const busy = fetcher === undefined ? navigation.state !== 'idle' : fetcher.state !== 'idle'
  const [sent, setSent] = useState(false)
  const [attempt, setAttempt] = useState(0)
  // State reaches the handler a render late; a double click is faster than that.
  const inFlight = useRef(false)

  useEffect(() => {
    if (!busy || !inFlight.current) return
    return () => {
      inFlight.current = false
      setSent(false)
      setAttempt((count) => count + 1)
    }
  }, [busy])

  const Element = fetcher?.Form ?? RouterForm
  return (
    <FormStateContext value={{ pending: sent, attempt }}>
      <Element
        {...rest}
        method={method}
        className={cx('flex flex-col gap-6 sm:[&>button]:self-start', className)}
        onSubmit={(event) => {
          if (inFlight.current) {
            event.preventDefault()
            return
          }
          onSubmit?.(event)
          if (event.defaultPrevented) {
            setAttempt((count) => count + 1)
          } else {
            inFlight.current = true
            setSent(true)
          }
        }}
      >
        {children}
      </Element>
    </FormStateContext>
  )
}
