/// The readers of the parts of a policy, each in a file of its subject. They run in the order below, so that
/// what a part refers to has been read before it; a part with a mistake still leaves its id, so that one
/// mistake does not bring others.
#pragma once

#include <string>
#include <string_view>

#include "policy/model.hpp"
#include "policy/read.hpp"
#include "policy/read_section.hpp"

namespace mado::policy {

struct Draft {
  Policy policy = {};
  Mistakes mistakes = {};
  Source source = {};
  const FileReader& files;
  bool gives_all_read = true;  ///< false: a plan with a mistake may give more than is known
};

void read_operator(Draft& draft, Section& root);      // read_operator.cpp
void read_calendars(Draft& draft, Section& root);     // read_calendars.cpp
void read_severities(Draft& draft, Section& root);    // read_severities.cpp
void read_triage(Draft& draft, Section& root);        // read_severities.cpp
void read_desks(Draft& draft, Section& root);         // read_desks.cpp
void read_services(Draft& draft, Section& root);      // read_plans.cpp
void read_plans(Draft& draft, Section& root);         // read_plans.cpp
void read_promises(Draft& draft, Section& root);      // read_promises.cpp
void read_solved(Draft& draft, Section& root);        // read_promises.cpp
void read_channels(Draft& draft, Section& root);      // read_channels.cpp
void read_verification(Draft& draft, Section& root);  // read_channels.cpp
void read_topics(Draft& draft, Section& root);        // read_topics.cpp
void read_out_of_scope(Draft& draft, Section& root);  // read_topics.cpp
void read_roles(Draft& draft, Section& root);         // read_people.cpp
void read_duties(Draft& draft, Section& root);        // read_people.cpp
void read_survey(Draft& draft, Section& root);        // read_people.cpp
void read_pane(Draft& draft, Section& root);          // read_pane.cpp

/// Notes texts by language that have none in a language of the operator: they would be shown in one that it
/// does not speak.
void check_spoken(Draft& draft, const toml::table& root);  // read_spoken.cpp

/// Does what is written name something of the policy? If not, that is noted.
bool check_desk(Draft& draft, const Word& written);
bool check_severity(Draft& draft, const Word& written);
bool check_calendar(Draft& draft, const Word& written);
bool check_service(Draft& draft, const Word& written);

/// Notes a severity that a desk does not have. A desk whose list could not be read has none; that is told
/// once, there.
void check_has_severity(Draft& draft, const std::string& desk, const Word& severity);

/// Notes a name of a kind (desk, severity, calendar, service, feature, right) that is none of the known.
void note_unknown(const Word& written, const std::string& kind, const std::vector<std::string>& known,
                  Mistakes& mistakes);
void note_twice(const Word& word, Mistakes& mistakes);

/// The languages that codes stand for; unknown and repeated ones are noted.
std::vector<Language> languages_of(const std::vector<Word>& codes, Mistakes& mistakes);
/// The name under "name"; where there is none, the id serves.
Texts name_or_id(Section& section, const Word& id);
/// The texts alone; repeated ones are noted.
std::vector<std::string> distinct(const std::vector<Word>& words, Mistakes& mistakes);

}  // namespace mado::policy
