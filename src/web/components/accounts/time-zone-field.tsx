import { useEffect, useRef } from 'react'
import { Select, type SelectProps } from '../../ui/select.tsx'
import { timeZoneOptions } from './time-zone-options.ts'

export interface TimeZoneFieldProps extends Omit<SelectProps, 'options' | 'placeholder' | 'label'> {
  /** IANA names. */
  readonly timeZones: readonly string[]
}

/** The reader's time zone: where none is chosen yet, the one of the device, which can be changed. */
export function TimeZoneField({ timeZones, ...field }: TimeZoneFieldProps) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const select = box.current?.querySelector('select')
    if (select?.value !== '') return
    const guess = Intl.DateTimeFormat().resolvedOptions().timeZone
    // A zone that is not in the list leaves the question open.
    if ([...select.options].some(({ value }) => value === guess)) select.value = guess
  }, [])
  return (
    <div ref={box}>
      <Select
        hint="Deadlines are shown in it. It is taken from this device; change it if you work elsewhere."
        {...field}
        label="Your time zone"
        placeholder="Choose your time zone"
        options={timeZoneOptions(timeZones)}
      />
    </div>
  )
}
