// Every Swahili sentence of the client.
import type { StringTable } from '../en';
import { admin } from './admin';
import { call } from './call';
import { common } from './common';
import { connection } from './connection';
import { devices } from './devices';
import { final } from './final';
import { help } from './help';
import { home } from './home';
import { lobby } from './lobby';
import { quality } from './quality';
import { receipt } from './receipt';
import { refusals } from './refusals';

export const strings: StringTable = {
  ...admin,
  ...call,
  ...common,
  ...connection,
  ...devices,
  ...final,
  ...help,
  ...home,
  ...lobby,
  ...quality,
  ...receipt,
  ...refusals,
};
