from __future__ import annotations

from newsloom.transforms.entities.person_cluster import PersonCluster
from newsloom.transforms.names.person_names import PersonName


def test_the_order_is_by_name_then_by_row() -> None:
    name = PersonName(("ida",), "holm", "holm")
    clusters = [PersonCluster([3], name=name), PersonCluster([2, 4], name=name), PersonCluster([1])]
    assert sorted(clusters, key=lambda cluster: cluster.order) == [clusters[2], clusters[1], clusters[0]]
