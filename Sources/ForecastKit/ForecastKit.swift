/// Everything a program needs to read a CSV, fit a forecaster and write its forecast, in one import.
///
/// Of the storage, only the one writer of files comes along, and the error it throws.
@_exported public import ForecastForecasting
@_exported public import ForecastIngestion
@_exported public import ForecastRecurrent
@_exported public import ForecastReporting
@_exported public import ForecastSeries
@_exported public import enum ForecastStorage.AtomicFile
@_exported public import struct ForecastStorage.StorageError
