import { createTheme } from '@mui/material/styles';

// Colours follow the system's light or dark setting through CSS alone.
export const theme = createTheme({
  cssVariables: { colorSchemeSelector: 'media' },
  colorSchemes: {
    light: {
      palette: {
        primary: { main: '#1b6b72' },
        error: { main: '#b3261e' },
        background: { default: '#f4f6f6', paper: '#ffffff' },
      },
    },
    dark: {
      palette: {
        primary: { main: '#7fcfd6' },
        error: { main: '#e5534b', contrastText: '#140303' },
        background: { default: '#101415', paper: '#1a2021' },
      },
    },
  },
  // The system's own typeface: a font from elsewhere would be a request to elsewhere.
  typography: { fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif' },
  shape: { borderRadius: 10 },
  components: {
    MuiButton: { styleOverrides: { root: { textTransform: 'none', minHeight: 44 } } },
  },
});
