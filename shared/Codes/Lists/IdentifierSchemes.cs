namespace InfoShare.Codes.Lists;

public static class IdentifierSchemes
{
    /// <summary>Whose numbers identify a merchant or a party.</summary>
    public static CodeList List { get; } = new(
        "identifier-schemes",
        "Whose numbers identify a merchant or a party.",
        ("uscc", "Unified social credit code (GB 32100)", "统一社会信用代码", "Chinesischer Sozialkreditcode (GB 32100)"),
        ("lei", "Legal entity identifier", "法人机构识别编码", "Rechtsträgerkennung (LEI)"),
        ("vat", "VAT number", "增值税号", "Umsatzsteuer-Identifikationsnummer"),
        ("eori", "EORI number", "EORI 编号", "EORI-Nummer"),
        ("registration", "Company register number, with its country", "公司注册号", "Handelsregisternummer"),
        ("tax", "Tax number, with its country", "税号", "Steuernummer"),
        ("duns", "D-U-N-S number", "邓白氏编码", "D-U-N-S-Nummer"),
        ("imo", "IMO number", "国际海事组织编号", "IMO-Nummer"),
        ("mid", "Merchant number at an acquirer", "收单商户号", "Händlernummer beim Acquirer"),
        ("store", "Store on a platform", "平台店铺", "Shop auf einer Plattform"),
        ("customs-registration", "Customs registration, with its country", "海关注册编码", "Zollregistrierung"),
        ("domain", "Internet domain", "域名", "Internetdomain"),
        ("bic", "BIC", "银行识别代码", "BIC"),
        ("gln", "Global location number", "全球位置码", "Globale Lokationsnummer"),
        ("app", "App", "应用程序", "App"),
        ("social", "Account in a social network", "社交账号", "Konto in einem sozialen Netz"),
        ("icp", "ICP filing number", "ICP 备案号", "ICP-Nummer"),
        ("other", "Other, with its issuer", "其他", "Sonstige, mit Aussteller"));
}
