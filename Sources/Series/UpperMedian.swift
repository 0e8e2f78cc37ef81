extension Collection where Element: Comparable {
  /// The middle element by size, of an even count the larger of the two; nil where there is none.
  package var upperMedian: Element? {
    isEmpty ? nil : sorted()[count / 2]
  }
}
