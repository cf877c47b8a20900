import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useTheme } from '@mui/material/styles';
import useMediaQuery from '@mui/material/useMediaQuery';
import type { ReactNode } from 'react';

export interface Column<Row> {
  /** Empty for a column of actions, which needs no name. */
  name: string;
  cell: (row: Row) => ReactNode;
  /** Stays on one line of the table. */
  oneLine?: boolean;
}

export interface RecordTableProps<Row> {
  label: string;
  columns: readonly [Column<Row>, ...Column<Row>[]];
  rows: readonly Row[];
  testId: string;
}

/** A table where there is room for one, cards with the same facts on a phone. */
export function RecordTable<Row extends { id: string }>(props: RecordTableProps<Row>) {
  const wide = useMediaQuery(useTheme().breakpoints.up('md'));
  return wide ? <Wide {...props} /> : <Cards {...props} />;
}

function Wide<Row extends { id: string }>({ label, columns, rows, testId }: RecordTableProps<Row>) {
  return (
    <Table aria-label={label} size="small">
      <TableHead>
        <TableRow>
          {columns.map(({ name }) =>
            // A heading without words would be read out as an empty one.
            name === '' ? (
              <TableCell key={name} component="td" />
            ) : (
              <TableCell key={name} sx={{ px: 1.25 }}>
                {name}
              </TableCell>
            ),
          )}
        </TableRow>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={row.id} data-testid={testId}>
            {columns.map(({ name, cell, oneLine }) => (
              <TableCell key={name} sx={{ whiteSpace: oneLine ? 'nowrap' : undefined, px: 1.25 }}>
                {cell(row)}
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function Cards<Row extends { id: string }>({ label, columns, rows, testId }: RecordTableProps<Row>) {
  return (
    <Box component="ul" aria-label={label} sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1.5 }}>
      {rows.map((row) => (
        <Paper key={row.id} component="li" variant="outlined" data-testid={testId} sx={{ p: 1.5 }}>
          <Box component="dl" sx={{ m: 0, display: 'grid', gridTemplateColumns: 'fit-content(45%) minmax(0, 1fr)', columnGap: 2, rowGap: 0.75 }}>
            {columns.map(({ name, cell }) =>
              name === '' ? null : (
                <Box key={name} sx={{ display: 'contents' }}>
                  <Box component="dt" sx={{ color: 'text.secondary', typography: 'body2', overflowWrap: 'anywhere' }}>
                    {name}
                  </Box>
                  <Box component="dd" sx={{ m: 0, minWidth: 0, overflowWrap: 'anywhere' }}>
                    {cell(row)}
                  </Box>
                </Box>
              ),
            )}
          </Box>
          {columns
            .filter(({ name }) => name === '')
            .map(({ cell }, index) => (
              <Box key={index} sx={{ mt: 1 }}>
                {cell(row)}
              </Box>
            ))}
        </Paper>
      ))}
    </Box>
  );
}
