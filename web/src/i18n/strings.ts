/** A table with the same keys as `T`, in another language. */
export type Strings<T> = { readonly [K in keyof T]: string };
