// Icons of the room: drawn here, as an icon font or a package of thousands would be loaded for a dozen.
import { createSvgIcon } from '@mui/material/utils';

export const ScreenIcon = createSvgIcon(
  <path d="M20 4H4a2 2 0 0 0-2 2v10a2 2 0 0 0 2 2h6v2H8v2h8v-2h-2v-2h6a2 2 0 0 0 2-2V6a2 2 0 0 0-2-2zm0 12H4V6h16zm-9-2h2v-3h2.500L12 7.5 8.5 11H11z" />,
  'Screen',
);
export const ChatIcon = createSvgIcon(
  <path d="M20 3H4a2 2 0 0 0-2 2v16l4-4h14a2 2 0 0 0 2-2V5a2 2 0 0 0-2-2zM7 8h10v2H7zm7 5H7v-2h7z" />,
  'Chat',
);
export const SlidersIcon = createSvgIcon(
  <path d="M3 17v2h6v-2zM3 5v2h10V5zm10 16v-2h8v-2h-8v-2h-2v6zM7 9v2H3v2h4v2h2V9zm14 4v-2H11v2zm-6-4h2V7h4V5h-4V3h-2z" />,
  'Sliders',
);
export const FullScreenIcon = createSvgIcon(
  <path d="M7 14H5v5h5v-2H7zm-2-4h2V7h3V5H5zm12 7h-3v2h5v-5h-2zM14 5v2h3v3h2V5z" />,
  'FullScreen',
);
export const FullScreenExitIcon = createSvgIcon(
  <path d="M5 16h3v3h2v-5H5zm3-8H5v2h5V5H8zm6 11h2v-3h3v-2h-5zm2-11V5h-2v5h5V8z" />,
  'FullScreenExit',
);
export const SmallWindowIcon = createSvgIcon(
  <path d="M21 3H3a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h18a2 2 0 0 0 2-2V5a2 2 0 0 0-2-2zm0 16H3V5h18zm-2-8h-8v6h8z" />,
  'SmallWindow',
);
export const PeopleIcon = createSvgIcon(
  <path d="M16 11a3 3 0 1 0-3-3 3 3 0 0 0 3 3zm-8 0a3 3 0 1 0-3-3 3 3 0 0 0 3 3zm0 2c-2.3 0-7 1.2-7 3.500V19h14v-2.500C15 14.2 10.3 13 8 13zm8 0h-1c1.2.800 2 2 2 3.500V19h6v-2.500c0-2.3-4.7-3.5-7-3.500z" />,
  'People',
);
export const HelpIcon = createSvgIcon(
  <path d="M12 2a10 10 0 1 0 10 10A10 10 0 0 0 12 2zm1 17h-2v-2h2zm2.1-7.7-.9.900A3.4 3.4 0 0 0 13 15h-2v-.5a4 4 0 0 1 1.2-2.800l1.2-1.300A2 2 0 1 0 10 9H8a4 4 0 1 1 7.1 2.300z" />,
  'Help',
);
export const KeyboardIcon = createSvgIcon(
  <path d="M20 5H4a2 2 0 0 0-2 2v10a2 2 0 0 0 2 2h16a2 2 0 0 0 2-2V7a2 2 0 0 0-2-2zm-9 3h2v2h-2zm0 3h2v2h-2zM8 8h2v2H8zm0 3h2v2H8zm-1 2H5v-2h2zm0-3H5V8h2zm9 7H8v-2h8zm0-4h-2v-2h2zm0-3h-2V8h2zm3 3h-2v-2h2zm0-3h-2V8h2z" />,
  'Keyboard',
);
export const MoreIcon = createSvgIcon(
  <path d="M6 10a2 2 0 1 0 2 2 2 2 0 0 0-2-2zm12 0a2 2 0 1 0 2 2 2 2 0 0 0-2-2zm-6 0a2 2 0 1 0 2 2 2 2 0 0 0-2-2z" />,
  'More',
);
export const CloseIcon = createSvgIcon(
  <path d="M19 6.4 17.6 5 12 10.6 6.4 5 5 6.4 10.6 12 5 17.6 6.4 19 12 13.4 17.6 19 19 17.6 13.4 12z" />,
  'Close',
);
export const MoveIcon = createSvgIcon(
  <path d="M12 1 8 5h3v6H5V8l-4 4 4 4v-3h6v6H8l4 4 4-4h-3v-6h6v3l4-4-4-4v3h-6V5h3z" />,
  'Move',
);
export const SendIcon = createSvgIcon(<path d="M2 21 23 12 2 3v7l15 2-15 2z" />, 'Send');
export const CheckIcon = createSvgIcon(<path d="M9 16.2 4.8 12l-1.4 1.400L9 19 21 7l-1.4-1.400z" />, 'Check');
export const ClockIcon = createSvgIcon(
  <path d="M12 2a10 10 0 1 0 10 10A10 10 0 0 0 12 2zm0 18a8 8 0 1 1 8-8 8 8 0 0 1-8 8zm.5-13H11v6l5.2 3.1.8-1.2-4.5-2.700z" />,
  'Clock',
);
export const GlobeIcon = createSvgIcon(
  <path d="M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zm6.900 6h-2.900a15.700 15.700 0 0 0-1.400-3.600A8 8 0 0 1 18.900 8zM12 4c.800 1.200 1.500 2.500 1.900 4h-3.800c.400-1.500 1.100-2.800 1.900-4zM4.300 14a8.200 8.200 0 0 1 0-4h3.300a16.500 16.500 0 0 0 0 4zm.800 2H8a15.700 15.700 0 0 0 1.400 3.600A8 8 0 0 1 5.100 16zM8 8H5.100a8 8 0 0 1 4.300-3.600A15.700 15.700 0 0 0 8 8zm4 12c-.800-1.200-1.500-2.500-1.900-4h3.800c-.400 1.500-1.100 2.800-1.900 4zm2.300-6H9.700a14.700 14.700 0 0 1 0-4h4.600a14.700 14.700 0 0 1 0 4zm.300 5.600A15.700 15.700 0 0 0 16 16h2.900a8 8 0 0 1-4.300 3.600zM16.400 14a16.500 16.500 0 0 0 0-4h3.300a8.200 8.200 0 0 1 0 4z" />,
  'Globe',
);
