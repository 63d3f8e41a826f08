import { data } from 'react-router'

/** Every address without a page. Thrown inside a layout, so that the document around the error page stays. */
export function loader() {
  throw data(null, 404)
}

/** Never shown, but without it React Router would take this for a route that answers with data. */
export default function NotFound() {
  return null
}
