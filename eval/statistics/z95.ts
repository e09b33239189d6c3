/** The two-sided 95 % quantile of the standard normal distribution, as float64 rounds it. */
export const Z95 = 1.959963984540054;
