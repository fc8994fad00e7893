#include "help/anonymous.hpp"

#include <gtest/gtest.h>

namespace mado::help {
namespace {

const Known known{.people = {"Sarah Chen", "李 明", "田中 太郎", "May Ito"},
                  .organizations = {"Contoso", "北方貿易"},
                  .domains = {"contoso.example"}};

std::string clean(std::string_view text, Language language = Language::en) {
  return anonymous(text, known, language).text;
}

TEST(Anonymous, TakesOutNamesWholeAndInParts) {
  EXPECT_EQ(clean("Hello Sarah Chen, dear Sarah, Chen here"), "Hello [name], dear [name], [name] here");
  EXPECT_EQ(clean("李明 and 李 明、田中さん、太郎", Language::ja), "[名前] and [名前]、[名前]さん、[名前]");
  EXPECT_EQ(clean("李 is a character; so is 明"), "李 is a character; so is 明") << "one alone may be a word";
  EXPECT_EQ(clean("you may ask May"), "you may ask [name]");
  EXPECT_EQ(clean("Chenille and Sarahs"), "Chenille and Sarahs");
}

TEST(Anonymous, TakesOutOrganizationsInAnyCase) {
  EXPECT_EQ(clean("CONTOSO and contoso's mail; Contosoware"),
            "[organization] and [organization]'s mail; Contosoware");
  EXPECT_EQ(clean("北方貿易の契約", Language::ja), "[組織]の契約");
}

TEST(Anonymous, PutsExamplesForAddresses) {
  EXPECT_EQ(clean("Set-Mailbox mei.lin+x@contoso.example -Type Shared"),
            "Set-Mailbox user@example.com -Type Shared");
  EXPECT_EQ(clean("mail <a@b.co>."), "mail <user@example.com>.");
  EXPECT_EQ(clean("DC01.Contoso.example and https://www.contoso.example/x, contoso.example."),
            "example.com and https://example.com/x, example.com.");
  EXPECT_EQ(clean("outlook.office365.com notcontoso.example"), "outlook.office365.com notcontoso.example");
  EXPECT_EQ(clean("from 10.20.30.40:25 or 999"), "from 192.0.2.1:25 or 999");
  EXPECT_EQ(clean("version 16.0.1.2.3 stays, 1.2.3 too"), "version 16.0.1.2.3 stays, 1.2.3 too");
}

TEST(Anonymous, TakesOutTelephoneNumbersAndIds) {
  EXPECT_EQ(clean("call +81 3-1234-5678 or (010) 6543 2109."), "call [phone] or [phone].");
  EXPECT_EQ(clean("tenant 72f988bf-86f1-41af-91ab-2d7cd011db47!"),
            "tenant 00000000-0000-0000-0000-000000000000!");
  for (const auto* stays : {"2026-11-23 10:00", "550 5.7.1", "0x80004005", "error 0800", "1234567890123",
                            "00000000", "KB5001234567", "50 GB"})
    EXPECT_EQ(clean(stays), stays);
}

TEST(Anonymous, CountsWhatItTookOut) {
  const auto all =
      anonymous("Sarah Chen at Contoso, a@contoso.example, x.contoso.example, 10.0.0.1", known, Language::en);
  EXPECT_EQ(all.removed, (Removed{.people = 1, .organizations = 1, .addresses = 1, .hosts = 2}));
  EXPECT_EQ(anonymous("", known, Language::en).removed, Removed{});
}

}  // namespace
}  // namespace mado::help
