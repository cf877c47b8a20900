// How good the connection is, and why.
import type { quality as english } from '../en/quality';
import type { Strings } from '../strings';

export const quality: Strings<typeof english> = {
};
