/// A server on a free port with a real SQLite file, a doorkeeper that believes everything, and a client that
/// sends bytes as they are told.
#pragma once

#include <gmock/gmock.h>

#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "http/server.hpp"

namespace mado::http {

/// "Authorization: Bearer 7" is person 7, "Bearer 70" with a session of the help pane alone; the pane stands
/// on https://app.example.
class BelievingDoorkeeper final : public Doorkeeper {
 public:
  Result<Caller> identify(db::Snapshot& snapshot, const Call& call) override;
  Language language_of(const Call& call) override;
  bool is_host_of_pane(const Call& call) override;
};

struct Answered {
  int status = 0;
  std::map<std::string, std::string> headers = {};  ///< names in lower case
  std::string body = {};
};

/// A connection. Reading gives up after five seconds.
class Client {
 public:
  /// `from`: the address that the server sees.
  explicit Client(const std::string& address, const std::string& from = "127.0.0.1");
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  void send(std::string_view bytes);
  /// The next answer; status 0 if the connection ended before it.
  Answered answer(bool has_body = true);
  /// Reads until `text` has come; false if the connection ended before it.
  bool wait_for(std::string_view text);
  /// Everything until the server ends the connection.
  std::string rest();
  const std::string& received() const { return received_; }
  Answered call(std::string_view method, std::string_view path, std::string_view headers = "",
                std::string_view body = "");

 private:
  bool read_more();

  int socket_ = -1;
  std::string received_;
};

class ServerTest : public testing::Test {
 protected:
  ServerTest();
  ~ServerTest() override;
  /// Starts with these limits; again with others if it runs already.
  void start(Limits limits = {}, db::Settings settings = {});
  std::unique_ptr<Client> client(const std::string& from = "127.0.0.1") const {
    return std::make_unique<Client>(address_, from);
  }
  /// Appends an entry to the journal, as a write of a slice does.
  void journal(std::string subject, std::string kind = "request.changed");

  std::filesystem::path directory_;
  SystemClock clock_;
  BelievingDoorkeeper doorkeeper_;
  db::Watcher::See before_telling_ = [](db::Snapshot&, std::span<const db::JournalEntry>) {};
  std::unique_ptr<db::Database> database_;
  std::unique_ptr<Server> server_;
  std::string address_;
};

}  // namespace mado::http
