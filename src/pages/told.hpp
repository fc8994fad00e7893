/// Pieces of the policy that several pages tell, in the reader's words. Knows no page and no template.
#pragma once

#include "base/messages.hpp"
#include "pages/site.hpp"
#include "pages/words.hpp"

namespace mado::pages {

/// The text public.KEY in the reader's language.
std::string words(const Reader& reader, std::string_view key, const MessageValues& values = {});
/// The texts with the language's comma between them.
std::string joined(const Reader& reader, const std::vector<std::string>& texts);
/// The same of anything; `make` makes the text of each.
template <class All, class Make>
std::string joined_from(const Reader& reader, const All& all, Make make) {
  std::vector<std::string> texts;
  texts.reserve(all.size());
  for (const auto& each : all) texts.push_back(make(each));
  return joined(reader, texts);
}
/// {text, id}: a paragraph that can be linked to.
Data paragraph(const std::string& text, const std::string& id = {});
/// The text public.KEY, whose {time} becomes an element that the script understands; HTML.
std::string timed_html(const Reader& reader, std::string_view key, Instant at, Precision precision);
/// A text that a template may ask for; an empty one is not there, also where an outer item has one.
void put_text(Data& data, const std::string& key, const std::string& text);

/// The desk for those who have not bought yet (policy row S15); null if there is none.
const policy::Desk* buyers_desk(const policy::Policy& policy);
/// Names of the desks with these ids; unknown ones are left out.
std::string desks_text(const Reader& reader, const std::vector<std::string>& ids);
/// Plans and add-ons that give an entitlement (S21), and those that open a desk (S9), in the policy's order.
std::vector<const policy::Plan*> plans_giving(const policy::Policy& policy, std::string_view entitlement);
std::vector<const policy::Plan*> plans_opening(const policy::Policy& policy, std::string_view desk);
std::string plans_text(const Reader& reader, const std::vector<const policy::Plan*>& plans);
/// What one side does (S24-S26); ids "duty-admin-1", "duty-operator-1" and on.
Data duties(const Reader& reader, policy::Duty::Who who);
/// What the customer owes at a severity (S19), in words.
Data owed(const Reader& reader, const policy::Severity& severity);

}  // namespace mado::pages
