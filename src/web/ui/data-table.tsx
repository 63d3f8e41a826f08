import type { ReactNode } from 'react'
import { cx } from './class-names.ts'

export interface Column<Row> {
  readonly key: string
  readonly head: string
  readonly cell: (row: Row) => ReactNode
  /** Figures stand to the right. */
  readonly align?: 'left' | 'right'
  /** The column that names the row; it is the row's header. */
  readonly rowHead?: boolean
}

export interface DataTableProps<Row> {
  /** Read out before the table; shown unless `hideCaption`. */
  readonly caption: string
  readonly hideCaption?: boolean
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
}

/**
 * A real table on wide screens; on a phone each row becomes a card whose cells carry their column's name. The roles are
 * written out because some browsers drop a table's meaning once its parts are laid out as blocks.
 */
export function DataTable<Row>({ caption, hideCaption = false, columns, rows, rowKey }: DataTableProps<Row>) {
  return (
    <table className="block w-full text-left sm:table" role="table">
      <caption className={hideCaption ? 'sr-only' : 'block pb-3 text-left font-medium sm:table-caption'}>
        {caption}
      </caption>
      <thead className="sr-only sm:not-sr-only sm:table-header-group" role="rowgroup">
        <tr role="row" className="sm:border-b sm:border-edge">
          {columns.map(({ key, head, align }) => (
            <th
              key={key}
              scope="col"
              role="columnheader"
              className={cx(
                'py-2 pr-4 align-bottom text-sm font-medium text-muted',
                align === 'right' && 'text-right',
              )}
            >
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="flex flex-col gap-3 sm:table-row-group" role="rowgroup">
        {rows.map((row) => (
          <tr
            key={rowKey(row)}
            role="row"
            className="flex flex-col rounded-lg border border-line bg-surface p-4 sm:table-row sm:rounded-none sm:border-0 sm:border-b sm:bg-transparent"
          >
            {columns.map((column) => (
              <Cell key={column.key} column={column} row={row} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Cell<Row>({ column, row }: { readonly column: Column<Row>; readonly row: Row }) {
  const { head, cell, align, rowHead = false } = column
  const Element = rowHead ? 'th' : 'td'
  return (
    <Element
      {...(rowHead ? { scope: 'row' as const, role: 'rowheader' } : { role: 'cell' })}
      className={cx(
        'flex flex-col gap-1 py-1 font-normal sm:table-cell sm:py-3 sm:pr-4 sm:align-top',
        align === 'right' && 'sm:text-right',
      )}
    >
      {!rowHead && (
        <span aria-hidden="true" className="text-sm text-muted sm:hidden">
          {head}
        </span>
      )}
      {cell(row)}
    </Element>
  )
}
