// The connection test.
import type { connection as english } from '../en/connection';
import type { Strings } from '../strings';

export const connection: Strings<typeof english> = {
};
