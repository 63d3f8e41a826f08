/** PostgreSQL settings by their names in postgresql.conf, such as `{ fsync: 'off' }`. */
export type Settings = Readonly<Record<string, string>>

/** What a row holds must not reach the log: no statements, no parameters, no `Failing row contains`. */
const SETTINGS: Settings = {
  log_statement: 'none',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_checkpoints: 'off',
}

/**
 * What follows `postgres -D data`. Loopback with passwords only: the path of a Unix socket may not exceed 107 bytes,
 * which a deep checkout does.
 */
export function serverArguments(port: number, settings: Settings): string[] {
  const all = { ...SETTINGS, ...settings, listen_addresses: '127.0.0.1', unix_socket_directories: '' }
  return ['-p', String(port), ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
}

/** As one text for `pg_ctl -o`, which hands it to the shell. */
export function quoteForShell(args: readonly string[]): string {
  return args.map((arg) => (/^[\w.,:=/-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", "'\\''")}'`)).join(' ')
}
