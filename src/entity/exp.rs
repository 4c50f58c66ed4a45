//! The exponential function of a row of scores: numbers of at most 0 in, their exponentials out.
//!
//! Written as sums and products in a fixed order, so that all machines get the same numbers and a vector of them at once. It is
//! within three units of the last digit of the true value.

/// `exp(x)` for `x <= 0`; 0 below -87, where nothing is left that would count.
#[must_use]
#[inline]
pub fn exp(x: f32) -> f32 {
    // exp(x) = 2^n * exp(r), where n is the whole number next to x / ln 2. Added to a number this large, x / ln 2 loses its fraction, and
    // n stands in the lowest bits, 127 more than it is, as the exponent of a float is written.
    const WHOLE: f32 = 12_582_912.0 + 127.0;
    // ln 2 in two parts, the first with so few digits that n times it is exact.
    const LN_2: [f32; 2] = [0.693_359_4, -2.121_944_4e-4];
    let whole = x * std::f32::consts::LOG2_E + WHOLE;
    let n = whole - WHOLE;
    let r = x - n * LN_2[0] - n * LN_2[1];
    // The Cephes library's polynomial.
    let mut p = 1.987_569_1e-4;
    for c in [1.398_2e-3, 8.333_452e-3, 4.166_579_6e-2, 0.166_666_65, 0.5] {
        p = p * r + c;
    }
    let power = f32::from_bits(whole.to_bits() << 23);
    if x < -87.0 { 0.0 } else { (p * r * r + r + 1.0) * power }
}

#[cfg(test)]
mod tests {
    use super::exp;

    #[test]
    fn it_is_the_exponential_function() {
        for i in 0..=870_000 {
            let x = -f64::from(i) / 10_000.0;
            let (got, meant) = (f64::from(exp(x as f32)), f64::from(x as f32).exp());
            assert!((got / meant - 1.0).abs() < 3.0 * f64::from(f32::EPSILON), "{x}: {got} for {meant}");
        }
        assert_eq!((exp(0.0), exp(-0.0), exp(-87.5), exp(-1e4), exp(f32::NEG_INFINITY)), (1.0, 1.0, 0.0, 0.0, 0.0));
        assert!(exp(f32::NAN).is_nan());
    }
}
