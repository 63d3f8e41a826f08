/** For password managers, which keep a name and a password together. Nobody else meets it. */
export function KnownUsername({ email }: { readonly email: string }) {
  return <input type="text" hidden autoComplete="username" value={email} readOnly />
}
