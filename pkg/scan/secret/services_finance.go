package secret

import "sluice/pkg/scan/rule"

// financeServices are services of market data and exchange rates.
func financeServices() []rule.Detector {
	return services([]service{
		{"alpaca_|apca_api|alpacamarkets", "Alpaca Markets", "RtKMyCR2caEGzpS8Jc5HHpqkc8GUSjduUaaTXVm9"},
		{"alphavantage|alpha_vantage", "Alpha Vantage", "T6601laeyGniTu4l"},
		{"bankcodesapi", "Bank Codes API", "e6590710a298209b08d643ca569e0ce0"},
		{"barchart", "Barchart", "d0a00db64f6d96b35efb441b12f16beb"},
		{"benzinga", "Benzinga", "0a03d8ba3ac4982c08ede01bb110579b"},
		{"binlist_|bincodes", "BIN Codes", "ee60562dd7966dcc0bf2b3dfa876a92c"},
		{"commodities_api|commodities-api|commodityapi", "Commodities-API", "0yi0x611a0i8yu8tzzgo95rqcht3k2h3lzwbfunbw2zuliyvehsm95jw7q9r"},
		{"companieshouse|companies_house", "Companies House", "e94eb5af-a26d-4ae6-ab7d-d03d4661d79b"},
		{"currencyapi", "currencyapi", "rzCzJgMO0J4FkkO1Ig8vPJoyUoKNRogC3PSZUxd7"},
		{"currencyconverterapi", "Currency Converter API", "b0b1e1dac12056ca4be8"},
		{"currencyfreaks", "CurrencyFreaks", "5800a9185c93a1a151cff3af22d4fe00"},
		{"currencyscoop|currencybeacon", "CurrencyScoop", "994092ba42ae33d90d2da3812c26ad09"},
		{"dunandbradstreet|dnb_api", "Dun & Bradstreet", "xuN3Ex78X9p4dP1emKqCUEP9tAgHzfSb"},
		{"eodhd|eodhistoricaldata", "EOD Historical Data", "VfDgUMt25H850TQxOoJWEFrK"},
		{"exchangeratesapi|exchangeratehost", "exchangeratesapi", "a6fa41f91a5a56cf87470619225c7a1c"},
		{"factset", "FactSet", "kNTLr50zmQ0YqGcf9ejwVAVfbFNdxv2bHyXDYMBp"},
		{"fastforex", "fastFOREX", "6r4izznspt6ywzjcav1ktxw97tg8qw"},
		{"financialmodelingprep|fmp_api|fmp_key", "Financial Modeling Prep", "62ce0de6c39dec0293200c19d0f58dac"},
		{"fixer_io|fixerio|fixer_api|fixer_key", "Fixer", "242edd40a10536228d20ad9101c640a3"},
		{"fred_api|stlouisfed", "FRED", "a62fdd0e233a978fffc3d3633b2313f0"},
		{"freecurrencyapi", "freecurrencyapi", "YtcTYVBUC3ubDs1XZT2Vvl77ubogdt97FqZYdhdc"},
		{"fxmarket", "FXMarketAPI", "5UT2iRzBz87bTh66jizy"},
		{"ibanapi|iban_api", "IBAN API", "94c16385d11dfadde0125e9014c4e210"},
		{"intrinio", "Intrinio", "Ch0JEeEqb1hkeaiTu7S2DZc40HbXYe2V4ET0Cnc6TehD"},
		{"marketaux", "Marketaux", "WDWjxchE40JRZSHhOnNnpre2X3aramADmtRQiuUy"},
		{"metals_api|metals-api|metalsapi|metalpriceapi", "Metals-API", "9lxh4tveiw6l9vdhnopcibr3exqtdfhz5rskzddfo8kwhy62sbc0xokw07ar"},
		{"morningstar", "Morningstar", "P1W43ezTYUO9w3AHECTotEBaT9YFGhPxfiH02SL8"},
		{"nasdaqdatalink|nasdaq_data_link|quandl", "Nasdaq Data Link", "oUjlPo41cIFbyOjPlX82"},
		{"opencorporates", "OpenCorporates", "9c4BawiRslorZ6k6nfUQ"},
		{"openexchange", "Open Exchange Rates", "44860fc96d9370ce3791413e56b88b6a"},
		{"refinitiv", "Refinitiv", "37d9ef7d967b2415c80692f648ff9603d1f52d73"},
		{"sec_api_key|sec-api.io", "SEC API", "e6ca29da12aff9ea963ed29d19ba8b7e7a3a442fd2b18d64a8680337eec76d50"},
		{"simfin", "SimFin", "qugZwJ2w3zyszvZwSD4nKyayQA06wa0t"},
		{"stockdata_|stockdata.org", "StockData", "X6WSr0E8nzel6qwvi9hUome2joBgbHto7ciqby9a"},
		{"taapi_|taapi.io", "TAAPI.IO", "9qlAh8w3zHkTMkl7PegYsohlkTZdk0syBotmURHhLQg8KWwVuxdY5Lf41oV7"},
		{"tiingo", "Tiingo", "8c677accee1b9f57bc03011fe56610b137b134d7"},
		{"tradier", "Tradier", "qDf3WBwWPWTVpQG14bMUaJT8NDjn"},
		{"xe_api|xecdapi", "XE", "vQK3BYnZRnzRYqtFDoZBvO7hP3UdOo8F"},
		{"xignite", "Xignite", "b3e2c121f6d7f1e4ee41259588787a19"},
	})
}
