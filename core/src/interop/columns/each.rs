/// What comes of each item, in their order; with the feature `parallel` on all of rayon's threads.
#[cfg(feature = "parallel")]
pub(super) fn each<I: Send, T: Send>(items: Vec<I>, work: impl Fn(I) -> T + Sync + Send) -> Vec<T> {
    use rayon::iter::{IntoParallelIterator, ParallelIterator};
    items.into_par_iter().map(work).collect()
}

#[cfg(not(feature = "parallel"))]
pub(super) fn each<I, T>(items: Vec<I>, work: impl Fn(I) -> T) -> Vec<T> {
    items.into_iter().map(work).collect()
}
