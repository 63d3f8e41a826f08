import { redirect } from 'react-router'
import { paths } from '../../paths.ts'

/** The address above the settings leads to the first of them. */
export function loader() {
  return redirect(paths.profile())
}
