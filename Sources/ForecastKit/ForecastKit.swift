/// Everything a program needs to read a CSV, fit a forecaster and write its forecast, in one import.
@_exported public import ForecastForecasting
@_exported public import ForecastIngestion
@_exported public import ForecastRecurrent
@_exported public import ForecastReporting
@_exported public import ForecastSeries
