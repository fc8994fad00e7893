#include "unit/http/server_fixture.hpp"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <thread>

namespace mado::http {
namespace {

constexpr timeval patience{.tv_sec = 5, .tv_usec = 0};

using Text = std::string;

/// GET /echo/{id}: what the caller is and asked for.
Route echo_route() {
  return read_route<Text, Text>(
      Method::get, "/api/v1/echo/{id}",
      [](const Call& call) -> Result<Text> { return Text(call.parameter("id")); },
      [](const Text& id, const Caller& caller, db::Snapshot&) -> Result<Text> {
        return id + ' ' + (caller.person_id ? caller.person_id.text() : "nobody");
      },
      [](const Text& text, const Caller&) { return json_reply({{"echo", text}}); });
}

/// POST /notes, open to the pane: a journal entry for each call that is really done.
Route note_route() {
  auto route = write_route<Text, Text>(
      Method::post, "/api/v1/notes", [](const Call& call) -> Result<Text> { return call.body; },
      [](const Text& body, const Caller& caller, db::Tx& tx) -> Result<Text> {
        if (body == "bad") return fail_field("body", "number.unreadable");
        tx.journal({.operator_id = OperatorId{1},
                    .organization_id = std::nullopt,
                    .subject = "req_note",
                    .kind = "request.opened",
                    .actor = caller.person_id.text(),
                    .at = instant_of(0),
                    .data = "{}"});
        return body;
      },
      [](const Text& body, const Caller&) {
        auto reply = json_reply({{"size", body.size()}}, 201);
        reply.headers.emplace_back("Location", "/api/v1/notes/1");
        return reply;
      });
  route.body_bytes_max = 100'000;
  return open_to_pane(std::move(route));
}

/// POST /sleep: slow computing for as many milliseconds as the body says.
Route sleep_route() {
  return work_route<int, int>(
      Method::post, "/api/v1/sleep", [](const Call& call) -> Result<int> { return std::stoi(call.body); },
      [](const int& millis, const Call&, db::Database&) -> Result<int> {
        std::this_thread::sleep_for(Millis(millis));
        return millis;
      },
      [](const int&, const Caller&) { return no_content(); });
}

/// GET /slow: a read that keeps its database thread busy.
Route slow_route() {
  return read_route<int, int>(
      Method::get, "/api/v1/slow", [](const Call&) -> Result<int> { return 0; },
      [](const int&, const Caller&, db::Snapshot&) -> Result<int> {
        std::this_thread::sleep_for(Millis(300));
        return 0;
      },
      [](const int&, const Caller&) { return json_reply({{"done", true}}); });
}

Route mistake_route() {
  return read_route<int, int>(
      Method::get, "/api/v1/mistake", [](const Call&) -> Result<int> { throw std::logic_error("a mistake"); },
      [](const int&, const Caller&, db::Snapshot&) -> Result<int> { return 0; },
      [](const int&, const Caller&) { return no_content(); });
}

Route page_route() {
  return read_route<int, int>(
      Method::get, "/", [](const Call&) -> Result<int> { return 0; },
      [](const int&, const Caller&, db::Snapshot&) -> Result<int> { return 0; },
      [](const int&, const Caller&) {
        return Reply{.content_type = "text/html; charset=utf-8", .body = Text(5000, 'x')};
      });
}

/// Person 7 may not know of what is secret.
std::optional<LiveEvent> live(const Caller& caller, const db::JournalEntry& entry) {
  if (entry.entry.kind == "request.secret" && caller.person_id.value == 7) return std::nullopt;
  return LiveEvent{.name = entry.entry.kind, .data = "{\"request\":\"" + entry.entry.subject + "\"}"};
}

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char letter) { return std::tolower(letter); });
  return text;
}

}  // namespace

Result<Caller> BelievingDoorkeeper::identify(db::Snapshot&, const Call& call) {
  Caller caller{.operator_id = OperatorId{1}, .language = language_of(call)};
  const auto token = call.header("authorization");
  if (!token.starts_with("Bearer ")) return caller;
  caller.kind = CallerKind::person;
  caller.person_id = PersonId{std::stoll(std::string(token.substr(7)))};
  if (caller.person_id == PersonId{70}) caller.reach = Reach::pane;
  return caller;
}

bool BelievingDoorkeeper::is_host_of_pane(const Call& call) {
  return call.header("origin") == "https://app.example";
}

Language BelievingDoorkeeper::language_of(const Call& call) {
  return language_of_header(call.header("accept-language")).value_or(Language::en);
}

Client::Client(const std::string& address, const std::string& from)
    : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
  sockaddr_in own{};
  own.sin_family = AF_INET;
  inet_pton(AF_INET, from.c_str(), &own.sin_addr);
  if (::bind(socket_, reinterpret_cast<const sockaddr*>(&own), sizeof own) != 0)
    throw std::runtime_error("cannot be " + from);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(static_cast<std::uint16_t>(std::stoi(address.substr(address.find(':') + 1))));
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0)
    throw std::runtime_error("cannot connect");
}

Client::~Client() { ::close(socket_); }

void Client::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;
    bytes.remove_prefix(static_cast<size_t>(sent));
  }
}

bool Client::read_more() {
  char chunk[16 * 1024];
  const auto size = ::recv(socket_, chunk, sizeof chunk, 0);
  if (size <= 0) return false;
  received_.append(chunk, static_cast<size_t>(size));
  return true;
}

bool Client::wait_for(std::string_view text) {
  while (!received_.contains(text))
    if (!read_more()) return false;
  return true;
}

std::string Client::rest() {
  while (read_more()) {
  }
  return received_;
}

Answered Client::answer(bool has_body) {
  Answered answered;
  if (!wait_for("\r\n\r\n")) return answered;
  const auto end = received_.find("\r\n\r\n") + 4;
  auto head = received_.substr(0, end);
  received_.erase(0, end);
  answered.status = std::stoi(head.substr(9, 3));
  for (auto at = head.find("\r\n") + 2; at + 2 < head.size();) {
    const auto line = head.substr(at, head.find("\r\n", at) - at);
    at += line.size() + 2;
    answered.headers[lower(line.substr(0, line.find(':')))] = line.substr(line.find(':') + 2);
  }
  const auto length = answered.headers.contains("content-length") && has_body
                          ? std::stoul(answered.headers["content-length"])
                          : 0;
  while (received_.size() < length && read_more()) {
  }
  answered.body = received_.substr(0, length);
  received_.erase(0, length);
  return answered;
}

Answered Client::call(std::string_view method, std::string_view path, std::string_view headers,
                      std::string_view body) {
  std::string bytes = std::string(method) + ' ' + std::string(path) + " HTTP/1.1\r\nHost: a.example\r\n";
  bytes += headers;
  if (!body.empty()) bytes += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  send(bytes + "\r\n" + std::string(body));
  return answer(method != "HEAD");
}

ServerTest::ServerTest() {
  auto pattern = (std::filesystem::temp_directory_path() / "mado-http-XXXXXX").string();
  directory_ = ::mkdtemp(pattern.data());
}

ServerTest::~ServerTest() {
  server_.reset();
  if (database_) database_->close();
  database_.reset();
  std::filesystem::remove_all(directory_);
}

void ServerTest::start(Limits limits, db::Settings settings) {
  server_.reset();
  if (database_) database_->close();
  database_.reset();
  auto opened = db::open_sqlite(directory_.string(), settings);
  ASSERT_TRUE(opened) << opened.error().key << ' ' << opened.error().cause;
  database_ = *std::move(opened);
  Router router;
  for (auto make : {echo_route, note_route, sleep_route, slow_route, mistake_route, page_route})
    router.add(make());
  server_ = std::make_unique<Server>(*database_, clock_, doorkeeper_, std::move(router),
                                     Live{.filter = live, .before_telling = before_telling_}, limits);
  const auto address = server_->start("127.0.0.1:0");
  ASSERT_TRUE(address) << address.error().cause;
  address_ = *address;
}

void ServerTest::journal(std::string subject, std::string kind) {
  const auto done = database_->write_now([&](db::Tx& tx) -> Result<void> {
    tx.journal({.operator_id = OperatorId{1},
                .organization_id = std::nullopt,
                .subject = subject,
                .kind = kind,
                .actor = "system",
                .at = instant_of(0),
                .data = "{}"});
    return {};
  });
  ASSERT_TRUE(done) << done.error().cause;
}

}  // namespace mado::http
