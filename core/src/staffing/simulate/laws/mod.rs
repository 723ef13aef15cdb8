//! Laws of simulated desks, and values that other methods give.
