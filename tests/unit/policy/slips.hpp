/// The reference policy with one small slip of the pen each. A slip brings exactly one mistake.
#pragma once

#include <array>
#include <ostream>
#include <span>
#include <string_view>

#include "policy/read.hpp"

namespace mado::policy {

struct Slip {
  std::string_view from;  ///< what the reference policy says, its first place
  std::string_view to;    ///< what is written instead
  std::string_view
      at;  ///< the first of these from there on ("^": from the table's head on) is where it stands
  std::string_view message;  ///< a part of what is said about it
};

void PrintTo(const Slip& slip, std::ostream* out);

const Source& reference();
/// Reads a text with the files of the reference policy beside it.
Reading read_beside_reference(std::string_view text);
Reading read_slip(const Slip& slip);

inline constexpr Slip unknown_keys[] = {
    {"[operator]", "[operators]", "operators]", "did you mean \"operator\"?"},
    {"[operator]", "versoin = 3\n[operator]", "versoin", "unknown key \"versoin\" in the policy"},
    {"languages = [\"zh-Hans\", \"en\", \"ja\"]", "language = [\"en\"]",
     "language =", "did you mean \"languages\"?"},
    {"partner_customers =", "partner-customers =", "partner-customers",
     "did you mean \"partner_customers\"?"},
    {"[calendars.always]\nopen", "[calendars.always]\nopens", "opens", "did you mean \"open\"?"},
    {"make_up  =", "makeup  =", "makeup", "did you mean \"make_up\"?"},
    {"business_days =", "businessdays =", "businessdays", "did you mean \"business_days\"?"},
    {"daily = \"09:00", "dayly = \"09:00", "dayly", "did you mean \"daily\"?"},
    {"means = { en = \"One", "mean = { en = \"One", "mean", "did you mean \"means\"?"},
    {"customer_owes = [\"impact", "customer_ows = [\"impact", "customer_ows",
     "did you mean \"customer_owes\"?"},
    {"when = { service = \"down\", people", "when = { service = \"down\", persons", "persons",
     "unknown key \"persons\" in \"when\""},
    {"[[triage]]\nwhen", "[[triage]]\nif", "if =", "unknown key \"if\" in [[triage]]"},
    {"about = { en = \"Basic", "abuot = { en = \"Basic", "abuot", "did you mean \"about\"?"},
    {"open_to =", "opento =", "opento", "did you mean \"open_to\"?"},
    {"next_update = \"1h\"", "next_updates = \"1h\"", "next_updates", "did you mean \"next_update\"?"},
    {"on = \"business\" }", "in = \"business\" }", "in =", "unknown key \"in\" in \"first_response\""},
    {"by = \"agent\" }", "from = \"agent\" }", "from", "unknown key \"from\" in \"lower_to\""},
    {"reopen_for =", "re_open_for =", "re_open_for", "did you mean \"reopen_for\"?"},
    {"[[channels.phone]]", "[[phone]]", "phone]]",
     "unknown key \"phone\" in the policy (did you mean \"[[channels.phone]]\"?)"},
    {"[channels.web]", "[web]", "web]", "did you mean \"[channels.web]\"?"},
    {"[channels.web]", "[channels.www]", "www]", "unknown key \"www\" in [channels]"},
    {"[channels.web]", "[channels.web]\nurl = \"x\"", "url", "unknown key \"url\" in [channels.web]"},
    {"regions = [\"CN\"]", "region = [\"CN\"]", "region", "did you mean \"regions\"?"},
    {"known_number_is_enough", "known_number_enough", "known_number_enough",
     "did you mean \"known_number_is_enough\"?"},
    {"digits = 6", "digit = 6", "digit =", "did you mean \"digits\"?"},
    {"obtain = ", "obtian = ", "obtian", "did you mean \"obtain\"?"},
    {"gives = [\"adv", "give = [\"adv", "give =", "did you mean \"gives\"?"},
    {"words = [\"migration\"", "word = [\"migration\"", "word =", "did you mean \"words\"?"},
    {"send_to = \"community\"", "sent_to = \"community\"", "sent_to", "did you mean \"send_to\"?"},
    {"[survey]\nafter", "[survey]\nafer", "afer", "did you mean \"after\"?"},
    {"at_most_every", "at_least_every", "at_least_every", "did you mean \"at_most_every\"?"},
};

inline constexpr Slip wrong_types[] = {
    {"format = 1\n", "format = 1.0\n", "1.0", "the program reads format = 1"},
    {"id        = \"m365-cn\"", "id = 365", "365", "must be a text, not a whole number"},
    {"hosts     = [\"m365-cn.localhost\"]", "hosts = \"m365-cn.localhost\"", "\"m365",
     "\"hosts\" must be a list of texts, not a text"},
    {"daily = \"09:00-24:00\"", "daily = [\"09:00-24:00\"]", "[\"09", "must be a text, not a list"},
    {"daily = \"09:00-24:00\"", "daily = 09:00:00", "09:00:00", "not a date or time"},
    {"name  = { en = \"Critical\", ja = \"重大\", zh-Hans = \"严重\" }", "name = 1", "1",
     "must be a text, or a table of texts by language"},
    {"name  = { en = \"Critical\"", "name  = { en = 5", "5", "\"name.en\" must be a text"},
    {"workaround = true", "workaround = \"yes\"", "\"yes\"", "must be true or false, not a text"},
    {"when = { service = \"down\", people = \"many\" }", "when = \"down\"", "\"down\"",
     "must be a table, not a text"},
    {"desk = [\"billing\", \"presales\"]", "desk = [\"billing\", 7]", "7", "this is a whole number"},
    {"desk = \"technical\"\nseverity = \"A\"", "desk = 5\nseverity = \"A\"", "5\n",
     "\"desk\" must be a text, or a list of texts, not a whole number"},
    {"first_response = \"1h\"", "first_response = 1", "1", "must be a length of time"},
    {"first_response = \"1h\"", "first_response = [\"1h\"]", "[", "must be a length of time"},
    {"within = \"1bd\"", "within = 1", "1", "\"within\" must be a text, not a whole number"},
    {"lower_to = { severity = \"B\", after_silence = \"4h\", warn = \"2h\", by = \"agent\" }",
     "lower_to = \"B\"", "\"B\"", "\"lower_to\" must be a table, not a text"},
    {"hours = { technical = \"extended\",", "hours = { technical = true,", "true",
     "must be a text, not true or false"},
    {"[[channels.phone]]", "[channels.phone]", "[channels.phone]",
     "must be a list of tables ([[channels.phone]]), not a table"},
    {"digits = 6", "digits = \"6\"", "\"6\"", "must be a whole number, not a text"},
    {"digits = 6", "digits = 6.5", "6.5", "must be a whole number, not a number"},
    {"known_number_is_enough = true", "known_number_is_enough = 1", "1", "must be true or false"},
    {"trial = true\n", "trial = \"true\"\n", "\"true\"", "must be true or false"},
    {"\"skype-online\" = true", "\"skype-online\" = \"yes\"", "\"yes\"", "must be true or false"},
    {"gives = [\"advanced-agreement\"]", "gives = \"advanced-agreement\"", "\"advanced",
     "\"gives\" must be a list of texts"},
    {"may = [\"people:*\", \"firstline:*\"]", "may = [\"people:*\", true]", "true", "this is true or false"},
    {"scale = 5", "scale = \"5\"", "\"5\"", "must be a whole number"},
};

inline constexpr Slip unknown_names[] = {
    {"holidays = \"holidays/cn.ics\"", "holidays = \"holidays/jp.ics\"", "\"holidays/jp", "there is no file"},
    {"holidays = \"holidays/cn.ics\"", "holidays = \"/etc/hosts\"", "\"/etc", "beside the policy"},
    {"people = \"many\" }\nseverity = \"A\"", "people = \"many\" }\nseverity = \"S\"", "\"S\"",
     "there is no severity \"S\""},
    {"severities = [\"A\", \"B\", \"C\"]", "severities = [\"A\", \"B\", \"C\", \"D\"]", "\"D\"",
     "there is no severity \"D\""},
    {"open_to = [\"visitor\", \"admin\"]", "open_to = [\"visitor\", \"admins\"]", "\"admins\"",
     "did you mean \"admin\"?"},
    {"desk = \"technical\"\nseverity = \"A\"", "desk = \"technik\"\nseverity = \"A\"", "\"technik\"",
     "there is no desk \"technik\""},
    {"desk = [\"billing\", \"presales\"]", "desk = [\"billing\", \"presale\"]", "\"presale\"",
     "did you mean \"presales\"?"},
    {"needs = \"advanced-agreement\"", "needs = \"advanced-agrement\"", "\"advanced-agrement\"",
     "did you mean \"advanced-agreement\"?"},
    {"calendar = \"always\"", "calendar = \"ever\"", "\"ever\"", "there is no calendar \"ever\""},
    {"calendar = \"business\"", "calendar = \"buisness\"", "\"buisness\"", "did you mean \"business\"?"},
    {"next_update = { within = \"2bd\", on = \"business\" }",
     "next_update = { within = \"2bd\", on = \"office\" }", "\"office\"", "there is no calendar \"office\""},
    {"warn = \"3bd\", on = \"business\"", "warn = \"3bd\", on = \"bussiness\"", "\"bussiness\"",
     "did you mean \"business\"?"},
    {"lower_to = { severity = \"B\"", "lower_to = { severity = \"D\"", "\"D\"", "there is no severity \"D\""},
    {"billing = \"business\", presales", "biling = \"business\", presales", "biling",
     "did you mean \"billing\"?"},
    {"\"technical/A\" = \"always\"", "\"technical/S\" = \"always\"", "\"technical/S\"",
     "there is no severity \"S\""},
    {"\"technical/A\" = \"always\"", "\"presales/A\" = \"always\"", "\"presales/A\"",
     "desk \"presales\" has no severity \"A\""},
    {"presales = \"business\" }", "presales = \"shop\" }", "\"shop\"", "there is no calendar \"shop\""},
    {"send_by = [\"email\", \"phone\"]", "send_by = [\"email\", \"sms\"]", "\"sms\"",
     "\"send_by\" cannot be \"sms\""},
    {"name = { en = \"Microsoft 365 Business Basic\", ja = \"Microsoft 365 Business Basic\", zh-Hans = "
     "\"Microsoft "
     "365 商业基础版\" }\ndesks = [\"technical\", \"billing\"]",
     "desks = [\"technical\", \"bills\"]", "\"bills\"", "there is no desk \"bills\""},
    {"\"device-management\" = false", "\"device-managment\" = false", "\"device-managment\"",
     "did you mean \"device-management\"?"},
    {"service = \"exchange-online\"", "service = \"exchange\"", "\"exchange\"",
     "there is no service \"exchange\""},
    {"desk = \"billing\"\nservice", "desk = \"payments\"\nservice", "\"payments\"",
     "there is no desk \"payments\""},
    {"url = \"https://community", "url = \"http://community", "\"http://community", "is no web address"},
    {"send_to = \"customer-network-team\"", "send_to = \"customer-network\"", "\"customer-network\"",
     "\"send_to\" cannot be \"customer-network\""},
    {"\"request:read@billing\"", "\"request:read@bill\"", "\"request:read@bill\"",
     "there is no desk \"bill\""},
    {"\"request:read@billing\"", "\"request:reed@billing\"", "\"request:reed@billing\"",
     "did you mean \"request:read\"?"},
    {"[\"request:*\", \"people:*\"", "[\"requests:*\", \"people:*\"", "\"requests:*\"",
     "did you mean \"request:*\"?"},
    {"\"billing:*\"]\n[roles.helpdesk", "\"billing:*@billing\"]\n[roles.helpdesk", "\"billing:*@",
     "only rights on requests"},
    {"who  = \"admin\"", "who  = \"user\"", "\"user\"", "\"who\" cannot be \"user\""},
    {"after = \"solved\"", "after = \"answered\"", "\"answered\"", "\"after\" cannot be \"answered\""},
    {"\"partner-first\"", "\"partners\"", "\"partners\"", "\"partner_customers\" cannot be \"partners\""},
    {"\"same-time\"", "\"sametime\"", "\"sametime\"", "did you mean \"same-time\"?"},
    {"[\"correct-contacts\", \"reachable\"]", "[\"correct-contact\", \"reachable\"]", "\"correct-contact\"",
     "did you mean \"correct-contacts\"?"},
};

inline constexpr Slip wrong_times[] = {
    {"time_zone = \"Asia/Shanghai\"", "time_zone = \"Asia/Peking\"", "\"Asia/Peking\"", "is no time zone"},
    {"time_zone = \"Asia/Shanghai\"", "time_zone = \"UTC+8\"", "\"UTC+8\"", "is no time zone"},
    {"time_zone = \"Asia/Shanghai\"", "time_zone = \"caller\"", "\"caller\"", "is no time zone"},
    {"business_days = \"same-time\"", "time_zone = \"callers\"", "\"callers\"", "is no time zone"},
    {"daily = \"09:00-24:00\"", "daily = \"09:00-03:00\"", "\"09:00", "split it: \"09:00-24:00\""},
    {"daily = \"09:00-24:00\"", "daily = \"24:00-09:00\"", "\"24:00", "is no span of time"},
    {"daily = \"09:00-24:00\"", "daily = \"09:00-00:00\"", "\"09:00", "write its end as \"09:00-24:00\""},
    {"daily = \"09:00-24:00\"", "daily = \"09:00-24:01\"", "\"09:00", "is no span of time"},
    {"daily = \"09:00-24:00\"", "daily = \"9:00-24:00\"", "\"9:00", "is no span of time"},
    {"daily = \"09:00-24:00\"", "daily = \"09:60-24:00\"", "\"09:60", "is no span of time"},
    {"daily = \"09:00-24:00\"", "daily = \"24:00-24:00\"", "\"24:00", "is empty"},
    {"daily = \"09:00-24:00\"", "daily = \"09:00-12:00,\"", "\"09:00", "is no span of time"},
    {"daily = \"09:00-24:00\"", "daily = \"09:00-12:00; 13:00-18:00\"", "\"09:00", "is no span of time"},
    {"daily = \"09:00-24:00\"", "daily = \"13:00-18:00, 09:00-12:00\"", "\"13:00", "begins before"},
    {"daily = \"09:00-24:00\"", "daily = \"09:00-13:00, 12:59-18:00\"", "\"09:00", "begins before"},
    {"daily = \"09:00-24:00\"", "sun = \"closed\"", "^extended]", "[calendars.extended] is never open"},
    {"daily = \"09:00-24:00\"", "", "^extended]", "[calendars.extended] is never open"},
    {"open = \"always\"", "open = \"always\"\nsat = \"closed\"", "sat", "\"sat\" says nothing"},
    {"open = \"always\"", "open = \"always\"\nholidays = \"holidays/cn.ics\"", "holidays", "says nothing"},
    {"make_up  = \"09:00-18:00\"", "make_up  = \"18:00-09:00\"", "\"18:00", "goes across midnight"},
    {"make_up  = \"09:00-18:00\"", "make_up  = \"closed\"", "\"closed\"", "cannot be closed"},
    {"make_up  = \"09:00-18:00\"\n", "mon = \"closed\"\n", "^holidays", "have no hours"},
    {"holidays = \"holidays/cn.ics\"\n", "", "make_up", "without \"holidays\""},
    {"first_response = \"1h\"", "first_response = \"1hr\"", "\"1hr\"", "is no length of time"},
    {"first_response = \"1h\"", "first_response = \"1.5h\"", "\"1.5h\"", "is no length of time"},
    {"first_response = \"1h\"", "first_response = \"PT1H\"", "\"PT1H\"", "is no length of time"},
    {"first_response = \"1h\"", "first_response = \"h\"", "\"h\"", "is no length of time"},
    {"first_response = \"1h\"", "first_response = \"60\"", "\"60\"", "is no length of time"},
    {"first_response = \"1h\"", "first_response = \"0m\"", "\"0m\"", "more than zero"},
    {"first_response = \"1h\"", "first_response = \"-1bd\"", "\"-1bd\"", "more than zero"},
    {"first_response = \"1h\"", "first_response = \"3661d\"", "\"3661d\"", "\"3660d\" is the most"},
    {"first_response = \"1h\"", "first_response = \"99999999999999999999bd\"", "\"99999", "is too long"},
    {"within = \"3bd\"", "within = \"0bd\"", "\"0bd\"", "more than zero"},
    {"after_silence = \"4h\"", "after_silence = \"4bd\"", "\"4bd\"", "say on which calendar"},
    {"warn = \"2h\"", "warn = \"4h\"", "\"4h\"", "must come before"},
    {"warn = \"2h\"", "warn = \"300m\"", "\"300m\"", "must come before"},
    {"warn = \"3bd\"", "warn = \"5bd\"", "\"5bd\"", "must come before"},
    {"warn = \"3bd\"", "warn = \"3h\"", "\"3h\"", "or neither"},
    {"reopen_for = \"14d\"", "reopen_for = \"10bd\"", "\"10bd\"", "is plain time"},
    {"reopen_for = \"14d\"", "reopen_for = \"0d\"", "\"0d\"", "more than zero"},
    {"close_after = \"14d\"", "close_after = \"forever\"", "\"forever\"", "is no length of time"},
    {"slots = \"30m\"", "slots = \"2d\"", "\"2d\"", "\"1d\" is the most"},
    {"slots = \"30m\"", "slots = \"1bd\"", "\"1bd\"", "is plain time"},
    {"valid_for = \"10m\"", "valid_for = \"0m\"", "\"0m\"", "more than zero"},
    {"opens_account_for = \"30m\"", "opens_account_for = \"-30m\"", "\"-30m\"", "more than zero"},
    {"at_most_every = \"30d\"", "at_most_every = \"monthly\"", "\"monthly\"", "is no length of time"},
};

inline constexpr Slip wrong_values[] = {
    {"format = 1\n", "format = 0\n", "0", "this format is not known"},
    {"id        = \"m365-cn\"", "id = \"m365 cn\"", "\"m365 cn\"", "is no id"},
    {"id        = \"m365-cn\"", "id = \"\"", "\"\"", "\"id\" is empty"},
    {"[\"zh-Hans\", \"en\", \"ja\"]", "[\"zh-Hans\", \"en\", \"ko\"]", "\"ko\"", "not a language"},
    {"[\"zh-Hans\", \"en\", \"ja\"]", "[\"zh-CN\", \"en\", \"ja\"]", "\"zh-CN\"",
     "did you mean \"zh-Hans\"?"},
    {"[\"m365-cn.localhost\"]", "[\"M365-CN.localhost\"]", "\"M365", "in lower case"},
    {"[\"m365-cn.localhost\"]", "[\"m365-cn.localhost:8080\"]", "\"m365", "without port"},
    {"[\"m365-cn.localhost\"]", "[\"m365-cn..localhost\"]", "\"m365", "is no host name"},
    {"[\"m365-cn.localhost\"]", "[]", "[]", "\"hosts\" is empty"},
    {"zh-Hans = \"严重\" }", "zh-CN = \"严重\" }", "zh-CN", "did you mean \"zh-Hans\"?"},
    {"name  = { en = \"Critical\", ja = \"重大\", zh-Hans = \"严重\" }", "name = {}", "{}",
     "has no text in a language"},
    {"name  = { en = \"Critical\"", "name  = { en = \"\"", "\"\"", "\"name.en\" is empty"},
    {"about = { en = \"Basic", "about = { de = \"Alles\", en = \"Basic", "de", "\"de\" is not a language"},
    {"severities = [\"A\", \"B\", \"C\"]", "severities = []", "[]", "\"severities\" is empty"},
    {"open_to = [\"visitor\", \"admin\"]", "open_to = []", "[]", "is empty; leave it out"},
    {"regions = [\"CN\"]", "regions = [\"cn\"]", "\"cn\"", "did you mean \"CN\"?"},
    {"regions = [\"CN\"]", "regions = [\"CHN\"]", "\"CHN\"", "did you mean \"CN\"?"},
    {"regions = [\"CN\"]", "regions = [\"CN\", \"UK\"]", "\"UK\"", "did you mean \"GB\"?"},
    {"regions = [\"CN\"]", "regions = [\"QQ\"]", "\"QQ\"", "two capital letters"},
    {"languages = [\"zh-Hans\", \"en\"]", "languages = [\"zh_Hans\", \"en\"]", "\"zh_Hans\"",
     "no language code"},
    {"languages = [\"zh-Hans\", \"en\"]", "languages = [\"zh-Hans\", \"english\"]", "\"english\"",
     "no language code"},
    {"languages = [\"zh-Hans\", \"en\"]", "languages = [\"zh-Hans\", \"qx\"]", "\"qx\"", "no language code"},
    {"number = \"+86 400-089-0365\"", "number = \"400-089-0365\"", "\"400", "with \"+\" and country code"},
    {"number = \"+86 400-089-0365\"", "number = \"+0 400-089-0365\"", "\"+0", "no telephone number"},
    {"number = \"+86 400-089-0365\"", "number = \"+\"", "\"+\"", "no telephone number"},
    {"number = \"+86 400-089-0365\"", "number = \"+86 400-089-0365 ext. 2\"", "\"+86", "no telephone number"},
    {"number = \"+86 400-089-0365\"", "number = \"+86 4000 8903 6512 3456\"", "\"+86", "no telephone number"},
    {"\"support@m365-cn.example\"", "\"support.m365-cn.example\"", "\"support", "no e-mail address"},
    {"\"support@m365-cn.example\"", "\"a@m365-cn.example, b@m365-cn.example\"", "\"a@", "no e-mail address"},
    {"\"support@m365-cn.example\"", "\"support@m365-cn.example\\r\\n\"", "\"support",
     "\"address\" holds a control character"},
    {"holidays = \"holidays/cn.ics\"", "holidays = \"holidays/cn.ics\\u0000x\"", "\"holidays/",
     "\"holidays\" holds a control character"},
    {"digits = 6", "digits = 3", "3", "from 4 to 12"},
    {"digits = 6", "digits = 13", "13", "from 4 to 12"},
    {"tries = 5", "tries = 0", "0", "from 1 to 20"},
    {"tries = 5", "tries = -5", "-5", "from 1 to 20"},
    {"scale = 5", "scale = 5\n[pane]\norigins = [\"https://app.example/\"]", "\"https://app.example/\"",
     "is no origin"},
    {"scale = 5", "scale = 5\n[pane]\norigins = [\"http://app.example\"]", "\"http://app.example\"",
     "is no origin"},
    {"scale = 5", "scale = 5\n[pane]\norigins = [\"https://app.example:443\"]", "\"https://app.example:443\"",
     "is no origin"},
    {"scale = 5", "scale = 5\n[pane]\norigins = [\"*\"]", "\"*\"", "is no origin"},
    {"scale = 5", "scale = 5\n[pane]\norigin = [\"https://app.example\"]", "origin",
     "did you mean \"origins\"?"},
    {"scale = 5", "scale = 1", "1", "from 2 to 10"},
    {"scale = 5", "scale = 99999999999", "99999999999", "from 2 to 10"},
    {"id = \"exchange-online/mailbox-migration\"", "id = \"exchange-online//mailbox\"", "\"exchange",
     "is no id"},
    {"id = \"exchange-online/mailbox-migration\"", "id = \"/mailbox\"", "\"/mailbox\"", "is no id"},
    {"id = \"third-party\"", "id = \"third/party\"", "\"third/party\"", "is no id"},
    {"[plans.business-basic]", "[plans.\"business basic\"]", "\"business basic\"", "is no id"},
    {"words = [\"migration\"", "words = [\"\", \"migration\"", "\"\"", "holds an empty text"},
};

inline constexpr Slip doubles[] = {
    {"[\"zh-Hans\", \"en\", \"ja\"]", "[\"zh-Hans\", \"en\", \"ja\", \"zh-Hans\"]", "\"zh-Hans\"]",
     "named twice"},
    {"severities = [\"A\", \"B\", \"C\"]", "severities = [\"A\", \"B\", \"B\", \"C\"]", "\"B\", \"C\"",
     "named twice"},
    {"[\"visitor\", \"admin\"]", "[\"visitor\", \"visitor\"]", "\"visitor\"]", "named twice"},
    {"desk = [\"billing\", \"presales\"]", "desk = [\"billing\", \"presales\", \"billing\"]", "\"billing\"]",
     "named twice"},
    {"regions = [\"CN\"]", "regions = [\"CN\", \"CN\"]", "\"CN\"]", "named twice"},
    {"send_by = [\"email\", \"phone\"]", "send_by = [\"email\", \"email\"]", "\"email\"]", "named twice"},
    {"gives = [\"advanced-agreement\"]", "gives = [\"advanced-agreement\", \"advanced-agreement\"]",
     "\"advanced-agreement\"]", "named twice"},
    {"may = [\"people:*\", \"firstline:*\"]", "may = [\"people:*\", \"people:*\"]", "\"people:*\"]",
     "named twice"},
    {"\"IMAP\", \"PST\"", "\"IMAP\", \"IMAP\"", "\"IMAP\", \"移行\"", "named twice"},
    {"id = \"exchange-online/mail-forwarding\"", "id = \"exchange-online/mailbox-permissions\"", "\"exchange",
     "stands already in line"},
    {"id = \"customer-network\"", "id = \"third-party\"", "\"third-party\"", "stands already in line"},
    {"[calendars.extended]", "[calendars.always]", "[calendars.always]", "redefine"},
    {"[roles.user-admin]", "[roles.billing-admin]", "[roles.billing-admin]", "redefine"},
    {"open = \"always\"", "open = \"always\"\nopen = \"always\"", "\"always\"\n\n", "redefine"},
};

inline constexpr Slip missing[] = {
    {"format = 1\n", "", {}, "the policy lacks \"format\""},
    {"time_zone = \"Asia/Shanghai\"\n", "", "^operator]", "[operator] lacks \"time_zone\""},
    {"hosts     = [\"m365-cn.localhost\"]", "", {}, "[operator] lacks \"hosts\""},
    {"[solved]                                   # S32: our choice\nreopen_for = \"14d\"\nclose_after = "
     "\"14d\"\n",
     "",
     {},
     "the policy lacks \"solved\""},
    {"number = \"+86 400-089-0365\"\n", "", {}, "[[channels.phone]] lacks \"number\""},
    {"hours = { technical = \"extended\", \"technical/A\" = \"always\", billing = \"business\", presales = "
     "\"business\" }",
     "hours = {}",
     {},
     "\"hours\" is empty"},
    {"slots = \"30m\"", "", "^callback]", "[channels.callback] lacks \"slots\""},
    {"account = \"gh_example\"", "", "^wechat]", "[channels.wechat] lacks \"account\""},
    {"code = { digits = 6, valid_for = \"10m\", tries = 5, send_by = [\"email\", \"phone\"] }\n",
     "",
     {},
     "[verification] lacks \"code\""},
    {", tries = 5, send_by = [\"email\", \"phone\"]", "", {}, "\"code\" lacks \"send_by\""},
    {"desk = \"technical\"\nservice = \"exchange-online\"\nname",
     "service = \"exchange-online\"\nname",
     {},
     "[[topics]] lacks \"desk\""},
    {"send_to = \"community\"\n", "", {}, "lacks \"send_to\""},
    {"after_silence = \"4h\", warn = \"2h\", ", "", {}, "\"lower_to\" lacks \"after_silence\""},
    {"within = \"1bd\", ", "", {}, "\"first_response\" lacks \"within\""},
    {"may = [\"people:*\", \"firstline:*\"]", "", "^user-admin]", "[roles.user-admin] lacks \"may\""},
};

/// Sound by themselves, wrong together.
inline constexpr Slip contradictions[] = {
    {"[[triage]]\nseverity = \"C\"\n", "", {}, "without \"when\" must follow"},
    {"[[triage]]\nwhen = { service = \"impaired\" }",
     "[[triage]]\nwhen = { service = \"down\", workaround = true }\nseverity = \"C\"\n[[triage]]\nwhen = { "
     "service = "
     "\"impaired\" }",
     "when = { service = \"down\", workaround", "never reached: the row of line"},
    {"[[triage]]\nwhen = { service = \"impaired\", workaround",
     "[[triage]]\nwhen = { service = \"question\", people = \"one\" }\nseverity = \"C\"\n[[triage]]\nwhen = "
     "{ service = "
     "\"question\", people = \"some\" }\nseverity = \"C\"\n[[triage]]\nwhen = { service = \"question\", "
     "people = "
     "\"many\" }\nseverity = \"C\"\n[[triage]]\nwhen = { service = \"question\" }\nseverity = "
     "\"C\"\n[[triage]]\nwhen = { "
     "service = \"impaired\", workaround",
     "when = { service = \"question\" }", "of the rows before it one always fits first"},
    {"severities = [\"B\", \"C\"]", "severities = [\"A\", \"B\", \"C\"]", "severities",
     "desk \"billing\" has severity \"A\", but there is no promise for it"},
    {"desk = [\"billing\", \"presales\"]",
     "desk = \"billing\"",
     {},
     "desk \"presales\" has severity \"C\", but there is no promise for it"},
    {"desk = \"billing\"\nseverity = \"B\"", "desk = [\"billing\", \"presales\"]\nseverity = \"B\"", "\"B\"",
     "desk \"presales\" has no severity \"B\""},
    {"[solved]",
     "[[promises]]\ndesk = \"technical\"\nseverity = \"C\"\ncalendar = \"always\"\nfirst_response = "
     "\"1h\"\n[solved]",
     "[[promises]]", "never holds for desk \"technical\""},
    {"[solved]",
     "[[promises]]\ndesk = \"technical\"\nseverity = \"A\"\nneeds = \"advanced-agreement\"\ncalendar = "
     "\"always\"\nfirst_response = \"30m\"\n[solved]",
     "[[promises]]", "never holds for desk \"technical\""},
    {"lower_to = { severity = \"B\"", "lower_to = { severity = \"A\"", "\"A\", after", "lower than \"A\""},
    {"lower_to = { severity = \"C\"", "lower_to = { severity = \"A\"", "\"A\", after", "lower than \"B\""},
    {"next_update = \"2bd\"                                    # our choice",
     "next_update = \"2bd\"\nlower_to = { severity = \"B\", after_silence = \"4d\" }", "\"B\", after",
     "lower than \"B\""},
    {"desk = \"technical\"\nseverity = \"C\"\ncalendar",
     "desk = \"technical\"\nseverity = \"C\"\nneeds = "
     "\"advanced-agreement\"\ncalendar",
     {},
     "must hold for everybody"},
    {"[channels.callback]",
     "[[channels.phone]]\nnumber = \"+86 4000890365\"\nlanguages = [\"en\"]\nhours = { technical = "
     "\"always\" "
     "}\n[channels.callback]",
     "[[channels.phone]]\nnumber = \"+86 4000890365", "stands already in line"},
    {"signs = [\n  { en = \"The text of the send button is garbled.\", ja = "
     "\"送信ボタンの文字が化けている。\", zh-Hans = "
     "\"“发送”按钮上的文字显示为乱码。\" },\n  { en = \"A setting works in the shell but not in the admin "
     "page.\", ja = "
     "\"シェルでは設定できるのに、管理画面では設定できない。\", zh-Hans = "
     "\"在命令行中可以设置,但在管理页面中无法设置。\" },\n]",
     "signs = []", "[]", "is empty; leave it out"},
};

inline constexpr std::array all_slips = {
    std::span<const Slip>(unknown_keys),  std::span<const Slip>(wrong_types),
    std::span<const Slip>(unknown_names), std::span<const Slip>(wrong_times),
    std::span<const Slip>(wrong_values),  std::span<const Slip>(doubles),
    std::span<const Slip>(missing),       std::span<const Slip>(contradictions)};

}  // namespace mado::policy
