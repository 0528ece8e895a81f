export type SelectOption = { value: string | number; label: string; help?: string; isDisabled?: boolean };
