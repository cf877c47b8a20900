import { createSvgIcon } from '@mui/material/utils';

const strike = <path d="M3.3 2 2 3.3 20.7 22l1.3-1.3z" />;

const mic = (
  <path d="M12 15a3 3 0 0 0 3-3V6a3 3 0 0 0-6 0v6a3 3 0 0 0 3 3zm5-3a5 5 0 0 1-10 0H5a7 7 0 0 0 6 6.9V22h2v-3.1A7 7 0 0 0 19 12z" />
);
const camera = <path d="M4 6h11a2 2 0 0 1 2 2v2.5l4-3v9l-4-3V16a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2z" />;

export const MicIcon = createSvgIcon(mic, 'Mic');
export const MicOffIcon = createSvgIcon(
  <>
    {mic}
    {strike}
  </>,
  'MicOff',
);
export const CameraIcon = createSvgIcon(camera, 'Camera');
export const CameraOffIcon = createSvgIcon(
  <>
    {camera}
    {strike}
  </>,
  'CameraOff',
);
export const HangUpIcon = createSvgIcon(
  <path d="M12 9c-1.6 0-3.2.3-4.6.7v3.1c0 .4-.2.7-.6.9-1 .5-1.9 1.1-2.6 1.8-.2.2-.4.3-.7.3s-.5-.1-.7-.3L.3 13.1a1 1 0 0 1 0-1.4A17 17 0 0 1 12 7c4.500 0 8.700 1.800 11.700 4.700.2.2.3.4.3.7s-.1.5-.3.7l-2.500 2.500c-.2.2-.4.300-.7.300s-.5-.1-.7-.3c-.8-.7-1.700-1.300-2.700-1.800a1 1 0 0 1-.5-.9V9.700C15.200 9.300 13.600 9 12 9z" />,
  'HangUp',
);
export const LeaveIcon = createSvgIcon(
  <path d="M10 17l1.400-1.400L8.800 13H18v-2H8.800l2.600-2.600L10 7l-5 5zM20 3h-8v2h8v14h-8v2h8a2 2 0 0 0 2-2V5a2 2 0 0 0-2-2z" />,
  'Leave',
);
