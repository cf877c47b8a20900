// How good the connection is, and why.
export const quality = {
} as const;
