//! The order in which those stand together that are alike: first singular vectors, by power iteration.

use crate::gather::sort_by_key;

/// How often a vector is multiplied: far more than what separates from the second needs.
const ROUNDS: usize = 200;

/// Numbers, row by row.
pub(super) struct Rows(pub(super) Vec<Vec<f64>>);

/// A vector of length 1, and how much of all there is lies along it.
pub(super) type Leading = (Vec<f64>, f64);

impl Rows {
    /// Each row times a vector.
    pub(super) fn times(&self, vector: &[f64]) -> Vec<f64> {
        self.0.iter().map(|row| dot(row, vector)).collect()
    }

    /// Of each column with each other.
    pub(super) fn products(&self) -> Vec<Vec<f64>> {
        let width = self.0.first().map_or(0, Vec::len);
        let mut products = vec![vec![0.0; width]; width];
        for row in &self.0 {
            for (column, products) in products.iter_mut().enumerate() {
                for (other, product) in products.iter_mut().enumerate() {
                    *product += row[column] * row[other];
                }
            }
        }
        products
    }
}

fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(a, b)| a * b).sum()
}

/// The vector along which most of it lies, besides another one: by power iteration.
pub(super) fn leading(products: &[Vec<f64>], besides: Option<&Leading>) -> Leading {
    let width = products.len();
    // No direction that matters is at right angles to it but by chance.
    #[allow(clippy::cast_precision_loss, reason = "there are some hundred")]
    let mut vector: Vec<f64> = (0..width).map(|nth| 1.0 / (nth as f64 + 1.5)).collect();
    let mut size = 0.0;
    for _ in 0..ROUNDS {
        let mut next: Vec<f64> = products.iter().map(|row| dot(row, &vector)).collect();
        if let Some((taken, strength)) = besides {
            let along = dot(taken, &vector) * strength;
            for (it, taken) in next.iter_mut().zip(taken) {
                *it -= along * taken;
            }
        }
        size = dot(&next, &next).sqrt();
        if size < 1e-9 {
            return (vec![0.0; width], 0.0);
        }
        vector = next.into_iter().map(|it| it / size).collect();
    }
    // Which end is which means nothing: what is for most comes first.
    let most = vector.iter().copied().fold(0.0_f64, |most, it| {
        if it.abs() > most.abs() + 1e-9 {
            it
        } else {
            most
        }
    });
    if most < 0.0 {
        for it in &mut vector {
            *it = -*it;
        }
    }
    (vector, size)
}

/// From the most to the least; as they stood where they are alike.
pub(super) fn order(along: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..along.len()).collect();
    // What differs by less than a calculation does is alike.
    #[allow(
        clippy::cast_possible_truncation,
        reason = "there are some thousand at most"
    )]
    let key = |nth: &usize| std::cmp::Reverse((along[*nth] * 1e6).round() as i64);
    sort_by_key(&mut order, key);
    order
}
