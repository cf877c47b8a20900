// Sessions, people and running calls, for those who run the service.
import type { admin as english } from '../en/admin';
import type { Strings } from '../strings';

export const admin: Strings<typeof english> = {
};
