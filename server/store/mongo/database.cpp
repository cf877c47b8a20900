#include "store/mongo/database.hpp"

#include "app/ports/store.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <cstring>
#include <stdexcept>
#include <string>
#include <utility>

namespace callroom::store::mongo {
namespace {

// Whoever waits for an answer has been told 503 long before a client's patience ends.
constexpr std::int32_t kSelectionTimeoutMs = 3'000;  ///< To find a primary; elections take longer, then 503 until then.
constexpr std::int32_t kConnectTimeoutMs = 2'000;
constexpr std::int32_t kPoolTimeoutMs = 2'000;    ///< For a free connection.
/// How often a database that is away is tried; also what libmongoc allows itself at most (minHeartbeatFrequencyMS).
constexpr base::Millis kPause{500};

constexpr std::uint32_t kDuplicateKey = 11'000;

/// libmongoc keeps its counters in shared memory, /dev/shm/mongoc-PID, from the moment it is loaded. A process that is
/// killed would leave them there, and a later one with the same PID would say so on standard error in place of what it
/// was asked. Nobody reads them: the name is taken away, the memory goes with the process.
[[maybe_unused]] const int kCountersUnlinked = ::shm_unlink(("/mongoc-" + std::to_string(::getpid())).c_str());

void initialize() {
  struct Library {
    Library() {
      mongoc_init();
      // It would write lines of its own between ours; what fails is told by the operation that failed.
      mongoc_log_set_handler(nullptr, nullptr);
    }
    ~Library() { mongoc_cleanup(); }
  };
  static const Library library;
}

void set_unless_given(mongoc_uri_t* uri, const char* option, std::int32_t value) {
  if (!mongoc_uri_has_option(uri, option)) mongoc_uri_set_option_as_int32(uri, option, value);
}

UriHandle parse(const base::Secret& text, base::Millis longest_answer) {
  const auto socket_timeout = static_cast<std::int32_t>(longest_answer.count());
  initialize();
  bson_error_t error{};
  UriHandle uri{mongoc_uri_new_with_error(text.reveal().c_str(), &error)};
  // libmongoc's own text may repeat the URI, and the URI holds the password.
  if (!uri) throw std::invalid_argument("MONGODB_URI: not a MongoDB URI");
  set_unless_given(uri.get(), MONGOC_URI_SERVERSELECTIONTIMEOUTMS, kSelectionTimeoutMs);
  set_unless_given(uri.get(), MONGOC_URI_CONNECTTIMEOUTMS, kConnectTimeoutMs);
  set_unless_given(uri.get(), MONGOC_URI_SOCKETTIMEOUTMS, socket_timeout);
  set_unless_given(uri.get(), MONGOC_URI_WAITQUEUETIMEOUTMS, kPoolTimeoutMs);
  if (!mongoc_uri_has_option(uri.get(), MONGOC_URI_W)) {
    const WriteConcernHandle majority{mongoc_write_concern_new()};
    mongoc_write_concern_set_wmajority(majority.get(), socket_timeout);
    mongoc_uri_set_write_concern(uri.get(), majority.get());
  }
  return uri;
}

PoolHandle pool_of(const mongoc_uri_t* uri) {
  bson_error_t error{};
  PoolHandle pool{mongoc_client_pool_new_with_error(uri, &error)};
  if (!pool) throw app::StoreUnavailable(std::string("no connections to MongoDB: ") + error.message);
  mongoc_client_pool_set_error_api(pool.get(), MONGOC_ERROR_API_VERSION_2);
  mongoc_client_pool_set_appname(pool.get(), "callroom");
  return pool;
}

std::string name_in(const mongoc_uri_t* uri) {
  const char* name = mongoc_uri_get_database(uri);
  return name != nullptr && *name != '\0' ? name : "callroom";
}

/// Did the server answer, if only with a refusal?
bool answered(const bson_error_t& error) {
  return error.domain == MONGOC_ERROR_SERVER || error.domain == MONGOC_ERROR_WRITE_CONCERN ||
         error.domain == MONGOC_ERROR_BSON;
}

bool is_duplicate(const bson_error_t& error) {
  if (error.code == kDuplicateKey) return true;
  // FerretDB with SQLite does not translate the refusal of an update.
  return std::strstr(error.message, "UNIQUE constraint failed") != nullptr ||
         std::strstr(error.message, "E11000") != nullptr;
}

/// An out-parameter of libmongoc that is initialized by the call.
class Reply {
 public:
  Reply() { bson_init(&bson_); }
  ~Reply() { bson_destroy(&bson_); }
  Reply(const Reply&) = delete;
  Reply& operator=(const Reply&) = delete;
  bson_t* out() {
    bson_destroy(&bson_);
    return &bson_;
  }
  [[nodiscard]] Document document() const { return Document{&bson_}; }

 private:
  bson_t bson_;
};

}  // namespace

Database::Database(const base::Secret& uri, const base::Clock& clock, base::Millis longest_answer)
    // Longest: finding a server, connecting, and an answer that is asked for twice.
    : breaker_(clock, kPause, base::Millis{kSelectionTimeoutMs + kConnectTimeoutMs} + 2 * longest_answer),
      uri_(parse(uri, longest_answer)),
      pool_(pool_of(uri_.get())),
      name_(name_in(uri_.get())) {}

std::string Database::address() const {
  std::string hosts;
  for (const auto* host = mongoc_uri_get_hosts(uri_.get()); host != nullptr; host = host->next)
    hosts += (hosts.empty() ? "" : ",") + std::string{host->host_and_port};
  // A name that is looked up for its servers (mongodb+srv) has none of its own.
  if (const auto* service = mongoc_uri_get_srv_hostname(uri_.get())) hosts = service;
  return hosts + "/" + name_;
}

template <class Operation>
auto Database::with_client(const Operation& operation) {
  if (!breaker_.admits()) throw app::StoreUnavailable("MongoDB did not answer a moment ago");
  const Lease client{pool_.get(), mongoc_client_pool_pop(pool_.get())};
  if (client.get() == nullptr) throw app::StoreUnavailable("all connections to MongoDB are in use");
  return operation(client.get());
}

template <class Operation>
auto Database::with_collection(const char* collection, const Operation& operation) {
  return with_client([&](mongoc_client_t* client) {
    const CollectionHandle handle{mongoc_client_get_collection(client, name_.c_str(), collection)};
    return operation(handle.get());
  });
}

Written Database::refused(const bson_error_t& error, const Document& reply) {
  if (answered(error)) {
    breaker_.answered();
  } else {
    breaker_.silent();
  }
  // A write concern that was not met in time: written, but not where it would survive. Never told as done.
  const bool unsafe = reply.view().has("writeConcernErrors");
  if (!unsafe && is_duplicate(error)) return Written::kKeyTaken;
  throw app::StoreUnavailable(std::string("MongoDB: ") + error.message);
}

void Database::each(const char* collection, const Document& filter, const Document& options,
                    const std::function<void(View)>& visit) {
  with_collection(collection, [&](mongoc_collection_t* handle) {
    const CursorHandle cursor{mongoc_collection_find_with_opts(handle, filter.get(), options.get(), nullptr)};
    const bson_t* found = nullptr;
    while (mongoc_cursor_next(cursor.get(), &found)) visit(View{found});
    bson_error_t error{};
    if (mongoc_cursor_error(cursor.get(), &error)) refused(error, {});
    breaker_.answered();
  });
}

std::vector<Document> Database::find(const char* collection, const Document& filter, const Document& options) {
  std::vector<Document> found;
  each(collection, filter, options, [&](View view) { found.emplace_back(view.get()); });
  return found;
}

std::optional<Document> Database::find_one(const char* collection, const Document& filter) {
  auto found = find(collection, filter, Document{}.integer("limit", 1));
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<Document> Database::aggregate(const char* collection, const std::vector<Document>& stages) {
  return with_collection(collection, [&](mongoc_collection_t* handle) {
    const auto pipeline = Document{}.array("pipeline", stages);
    const CursorHandle cursor{
        mongoc_collection_aggregate(handle, MONGOC_QUERY_NONE, pipeline.get(), nullptr, nullptr)};
    std::vector<Document> found;
    const bson_t* row = nullptr;
    while (mongoc_cursor_next(cursor.get(), &row)) found.emplace_back(row);
    bson_error_t error{};
    if (mongoc_cursor_error(cursor.get(), &error)) refused(error, {});
    breaker_.answered();
    return found;
  });
}

std::int64_t Database::count(const char* collection, const Document& filter) {
  const auto reply = command(Document{}.text("count", collection).document("query", filter));
  return reply.view().integer("n").value_or(0);
}

Written Database::insert(const char* collection, const Document& document) {
  return with_collection(collection, [&](mongoc_collection_t* handle) {
    bson_error_t error{};
    Reply reply;
    if (!mongoc_collection_insert_one(handle, document.get(), nullptr, reply.out(), &error))
      return refused(error, reply.document());
    breaker_.answered();
    return Written::kYes;
  });
}

std::size_t Database::insert_in_order(const char* collection, const std::vector<Document>& documents) {
  return with_collection(collection, [&](mongoc_collection_t* handle) {
    const BulkHandle bulk{mongoc_collection_create_bulk_operation_with_opts(handle, nullptr)};  // ordered
    bson_error_t error{};
    for (const auto& document : documents) {
      if (!mongoc_bulk_operation_insert_with_opts(bulk.get(), document.get(), nullptr, &error)) (void)refused(error, {});
    }
    Reply reply;
    const bool inserted = mongoc_bulk_operation_execute(bulk.get(), reply.out(), &error) != 0;
    const auto told = reply.document();
    if (inserted) {
      breaker_.answered();
    } else {
      (void)refused(error, told);
    }
    return static_cast<std::size_t>(told.view().integer("nInserted").value_or(0));
  });
}

Written Database::update(const char* collection, const Document& filter, const Document& update) {
  return with_collection(collection, [&](mongoc_collection_t* handle) {
    bson_error_t error{};
    Reply reply;
    if (!mongoc_collection_update_one(handle, filter.get(), update.get(), nullptr, reply.out(), &error))
      return refused(error, reply.document());
    breaker_.answered();
    return reply.document().view().integer("matchedCount").value_or(0) > 0 ? Written::kYes : Written::kNoMatch;
  });
}

Written Database::put(const char* collection, const Document& filter, const Document& document) {
  return with_collection(collection, [&](mongoc_collection_t* handle) {
    bson_error_t error{};
    Reply reply;
    const auto upsert = Document{}.boolean("upsert", true);
    if (!mongoc_collection_replace_one(handle, filter.get(), document.get(), upsert.get(), reply.out(), &error))
      return refused(error, reply.document());
    breaker_.answered();
    return Written::kYes;
  });
}

template <class Append>
Written Database::in_bulk(const char* collection, const std::vector<Document>& documents, const Append& append) {
  return with_collection(collection, [&](mongoc_collection_t* handle) {
    const BulkHandle bulk{mongoc_collection_create_bulk_operation_with_opts(handle, nullptr)};
    bson_error_t error{};
    for (const auto& document : documents) {
      if (!append(bulk.get(), document, error)) throw app::StoreUnavailable(std::string("MongoDB: ") + error.message);
    }
    Reply reply;
    if (mongoc_bulk_operation_execute(bulk.get(), reply.out(), &error) == 0) return refused(error, reply.document());
    breaker_.answered();
    return Written::kYes;
  });
}

Written Database::put_all(const char* collection, const std::vector<Document>& documents) {
  const auto insert = [](mongoc_bulk_operation_t* bulk, const Document& document, bson_error_t& error) {
    return mongoc_bulk_operation_insert_with_opts(bulk, document.get(), nullptr, &error);
  };
  // Much quicker, and nearly always right.
  if (in_bulk(collection, documents, insert) == Written::kYes) return Written::kYes;
  const auto upsert = Document{}.boolean("upsert", true);
  const auto replace = [&](mongoc_bulk_operation_t* bulk, const Document& document, bson_error_t& error) {
    const auto same = Document{}.copy("_id", document.view());
    return mongoc_bulk_operation_replace_one_with_opts(bulk, same.get(), document.get(), upsert.get(), &error);
  };
  return in_bulk(collection, documents, replace);
}

bool Database::erase(const char* collection, const Document& filter) {
  return with_collection(collection, [&](mongoc_collection_t* handle) {
    bson_error_t error{};
    Reply reply;
    if (!mongoc_collection_delete_one(handle, filter.get(), nullptr, reply.out(), &error))
      refused(error, reply.document());
    breaker_.answered();
    return reply.document().view().integer("deletedCount").value_or(0) > 0;
  });
}

void Database::erase_all(const char* collection, const Document& filter) {
  with_collection(collection, [&](mongoc_collection_t* handle) {
    bson_error_t error{};
    Reply reply;
    if (!mongoc_collection_delete_many(handle, filter.get(), nullptr, reply.out(), &error))
      (void)refused(error, reply.document());
    breaker_.answered();
  });
}

Document Database::command(const Document& command) {
  return with_client([&](mongoc_client_t* client) {
    bson_error_t error{};
    Reply reply;
    if (!mongoc_client_command_simple(client, name_.c_str(), command.get(), nullptr, reply.out(), &error)) {
      (void)refused(error, reply.document());
      throw app::StoreUnavailable(std::string("MongoDB: ") + error.message);
    }
    breaker_.answered();
    return reply.document();
  });
}

}  // namespace callroom::store::mongo
