import Box from '@mui/material/Box';

/** What to do, one after the other. */
export function StepList({ steps }: { steps: readonly string[] }) {
  return (
    <Box component="ol" sx={{ m: 0, pl: 3, '& > li': { mb: 0.75, pl: 0.5 } }}>
      {steps.map((step) => (
        <li key={step}>{step}</li>
      ))}
    </Box>
  );
}
