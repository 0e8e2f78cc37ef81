def conformance(c): return []
