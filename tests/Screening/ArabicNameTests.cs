namespace InfoShare.Tests.Screening;

public sealed class ArabicNameTests
{
    [Theory]
    [InlineData("شركة الريان للمقاولات ذ.م.م", "Al Rayan Contracting LLC")]
    [InlineData("Al Rayan Contracting WLL", "شركة الريان للمقاولات ذ.م.م")]
    [InlineData("Alrayyan Contracting Co. L.L.C.", "شركة الريان للمقاولات ذ.م.م")]
    [InlineData("Al Hilal Electronics", "الهلال للإلكترونيات")]
    [InlineData("Al Suwaidi Holding Group", "مجموعة السويدي القابضة")]
    [InlineData("Elsewedy Holding", "مجموعة السويدي القابضة")]
    [InlineData("رامي للتجارة ش.ذ.م.م", "Rami Trading LLC")]
    [InlineData("زين الشام للتجارة ذ م م", "Zain Al Sham Trading LLC")]
    [InlineData("Al Waha Al Dhahabiya General Trading LLC", "شركة الواحة الذهبية للتجارة العامة ذ.م.م")]
    public void A_Short_Word_That_Leaves_Its_Vowels_Out_Is_Found(string one, string other) => Names.AreFound(one, other);

    [Theory]
    [InlineData("شركة المستقبل للشحن والتخليص", "Al Mustaqbal Shipping & Clearing Co")]
    [InlineData("الفجر لقطع غيار السيارات", "Al Fajr Auto Spare Parts")]
    [InlineData("مؤسسة درب الحرير للتجارة", "Darb Al Hareer Trading Est.")]
    [InlineData("النور ستار للإلكترونيات", "Al Noor Star Electronics Trading LLC")]
    public void A_Trade_Behind_For_Or_And_Is_Known(string one, string other) => Names.AreFound(one, other);

    [Theory]
    [InlineData("شرکت بازرگانی آریا سپهر کیش", "Aria Sepehr Kish Trading Company")]
    [InlineData("שיפון לוגיסטיקה בע״מ", "Shifon Logistics Ltd")]
    public void Consonants_That_Meet_Are_No_Digraph(string one, string other) => Names.AreFound(one, other);

    [Theory]
    [InlineData("شركة الواحة الذهبية للتجارة العامة ذ.م.م", "شركة الواحة الفضية للتجارة العامة ذ.م.م")]
    [InlineData("شركة الريان للمقاولات ذ.م.م", "Al Bayan Contracting LLC")]
    public void Another_Arabic_Name_Is_None(string one, string other) => Names.AreOthers(one, other);
}
