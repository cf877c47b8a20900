#pragma once

#include <mongoc/mongoc.h>

#include <memory>

// libmongoc's C types, each destroyed by its owner.
namespace callroom::store::mongo {

template <class T, void (*destroy)(T*)>
struct Destroy {
  void operator()(T* handle) const noexcept { destroy(handle); }
};
template <class T, void (*destroy)(T*)>
using Handle = std::unique_ptr<T, Destroy<T, destroy>>;

using UriHandle = Handle<mongoc_uri_t, mongoc_uri_destroy>;
using PoolHandle = Handle<mongoc_client_pool_t, mongoc_client_pool_destroy>;
using CollectionHandle = Handle<mongoc_collection_t, mongoc_collection_destroy>;
using BulkHandle = Handle<mongoc_bulk_operation_t, mongoc_bulk_operation_destroy>;
using CursorHandle = Handle<mongoc_cursor_t, mongoc_cursor_destroy>;
using BulkHandle = Handle<mongoc_bulk_operation_t, mongoc_bulk_operation_destroy>;
using WriteConcernHandle = Handle<mongoc_write_concern_t, mongoc_write_concern_destroy>;

/// A client on loan from its pool.
class Lease {
 public:
  Lease(mongoc_client_pool_t* pool, mongoc_client_t* client) : pool_(pool), client_(client) {}
  ~Lease() {
    if (client_ != nullptr) mongoc_client_pool_push(pool_, client_);
  }
  Lease(const Lease&) = delete;
  Lease& operator=(const Lease&) = delete;

  [[nodiscard]] mongoc_client_t* get() const noexcept { return client_; }

 private:
  mongoc_client_pool_t* pool_;
  mongoc_client_t* client_;
};

}  // namespace callroom::store::mongo
