import Foundation

// The two functions that growth needs. Results are rounded to milliseconds and whole owners at once, so the last bit of
// a platform's mathematics library does not reach the books.
func exponential(_ x: Double) -> Double { exp(x) }
func logarithm(_ x: Double) -> Double { log(x) }
