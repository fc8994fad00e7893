/// What a slice sees of HTTP: a call, who makes it, and the reply. No Beast type, no socket: a slice is
/// tested without a server.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/id.hpp"
#include "base/json.hpp"
#include "base/language.hpp"
#include "base/scope.hpp"
#include "db/database.hpp"

namespace mado::http {

enum class Method { get, head, post, put, patch, del };

/// A call as it came, decoded: path parameters and query are percent-decoded, valid UTF-8, without U+0000.
struct Call {
  Method method = Method::get;
  std::string path = {};
  std::map<std::string, std::string, std::less<>> parameters = {};  ///< of the pattern: {id}
  std::vector<std::pair<std::string, std::string>> query = {};      ///< in order
  std::map<std::string, std::string, std::less<>> headers = {};     ///< names in lower case
  std::string body = {};
  std::string remote_address = {};

  std::string_view header(std::string_view name) const;  ///< "" if there is none
  std::optional<std::string_view> query_value(std::string_view name) const;
  std::string_view parameter(std::string_view name) const;
  std::optional<std::string> cookie(std::string_view name) const;
  /// The body as a JSON object. A body that does not say its type is taken for JSON. Errors: wrong_type
  /// ("body.not_json") if it says another one, unreadable ("json.unreadable", "json.duplicate_key",
  /// "json.not_object").
  Result<json::object> json_body() const;
  /// The fields of a form that a page without a script sends; of a name that stands there twice, the first.
  /// Errors: wrong_type ("body.not_form"), unreadable ("form.unreadable").
  Result<std::map<std::string, std::string, std::less<>>> form_body() const;
  /// A whole number of the query between `least` and `most`; `fallback` if absent. Error: the field.
  Result<int> query_number(std::string_view name, int least, int most, int fallback) const;
  /// The version of `If-Match: "7"`. Errors: invalid ("if_match.missing", "if_match.unreadable").
  Result<std::int64_t> if_match() const;
  /// The path parameter {name} as an id; not_found if it is none (a foreign id answers exactly like an
  /// unknown one).
  template <class I>
  Result<I> id_parameter(std::string_view name) const {
    if (auto id = I::parse(parameter(name))) return *id;
    return fail(ErrorCode::not_found, "not_found");
  }
};

enum class CallerKind { nobody, person, agent };

/// Which routes a session opens.
enum class Reach {
  everything,  ///< whatever its person may
  pane  ///< of that only what the help pane needs: its token lies in a page of another site; elsewhere nobody
};

/// Who is calling, as the doorkeeper found out. For `nobody` only operator, language and zone are set.
struct Caller {
  CallerKind kind = CallerKind::nobody;
  OperatorId operator_id = {};
  std::string operator_key = {};  ///< "m365-cn"
  PersonId person_id = {};
  std::string name = {};
  std::string email = {};
  std::optional<OrganizationId> organization_id = {};  ///< of a person
  /// Of a person: admin roles of the policy; of an agent: agent, lead, manager.
  std::vector<std::string> roles = {};
  Language language = Language::en;
  std::string zone = "UTC";
  std::string session = {};  ///< token of the session, for signing out; never logged
  Reach reach = Reach::everything;

  bool is_agent() const { return kind == CallerKind::agent; }
  bool is_person() const { return kind == CallerKind::person; }
  Scope scope() const { return {operator_id, organization_id}; }
};

/// Finds out who is calling; people/ implements it. A bad or ended session is nobody, not an error. Called on
/// a database thread, inside the job's own transaction.
class Doorkeeper {
 public:
  virtual ~Doorkeeper() = default;
  virtual Result<Caller> identify(db::Snapshot& snapshot, const Call& call) = 0;
  /// The language of answers when it is too early to know the caller (errors of parsing, of limits).
  virtual Language language_of(const Call& call) = 0;
  /// May the page that makes this call (header Origin) hold the help pane of the operator that it calls?
  virtual bool is_host_of_pane(const Call& call) = 0;
};

struct Reply {
  int status = 200;
  std::string content_type = "application/json";
  std::string body = {};
  std::vector<std::pair<std::string, std::string>> headers = {};
};

Reply json_reply(const json::value& value, int status = 200);
Reply no_content();
/// Code → status in one place, and the words: RFC 9457 problem+json in the reader's language.
Reply problem(const Error& error, Language language);
int status_of(ErrorCode code);

}  // namespace mado::http
